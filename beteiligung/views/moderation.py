"""The moderators' inbox."""

from datetime import UTC, datetime

from flask import abort, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import joinedload

from ..beitrag import actions, queries, rules
from ..beitrag.forms import HideForm
from ..beitrag.models import Beitrag, Visibility
from ..db import current_session, unit_of_work
from ..errors import N_, NotAllowed
from ..forms import Form
from ..i18n import gettext as _
from ..identity import current_person
from ..vorhaben.models import Vorhaben
from . import can_exist, pages

TRAYS = {"neu": Visibility.SUBMITTED, "sichtbar": Visibility.PUBLISHED, "verborgen": Visibility.HIDDEN}
LONGEST_QUEUE = 50

bp = pages("beteiligung_moderation")


@bp.before_request
def moderators_only():
    """Nothing here is for anybody else."""
    if not rules.may_moderate(current_person()):
        raise NotAllowed(N_("Only moderators may do this."))


@bp.route("/<lang>/moderation")
def posteingang():
    """What waits, and one contribution to decide on."""
    session = current_session()
    tray = request.args.get("ablage") if request.args.get("ablage") in TRAYS else "neu"
    query = queries.queue(TRAYS[tray]).options(joinedload(Beitrag.vorhaben).selectinload(Vorhaben.texts))
    queue = session.scalars(query.limit(LONGEST_QUEUE)).all()
    wanted = request.args.get("beitrag", type=int)
    chosen = _by_number(session, wanted) if wanted else next(iter(queue), None)
    if chosen is not None and chosen not in queue:
        queue = [chosen, *queue]  # far back in its tray, or in another one: shown all the same, never another's form
    return _page(session, tray, queue, chosen, HideForm())


@bp.route("/<lang>/moderation/<int:beitrag_id>/freigeben", methods=["POST"])
def freigeben(beitrag_id):
    """Publish."""
    if not Form().validate():
        abort(400)
    with unit_of_work() as session:
        beitrag = session.get(Beitrag, beitrag_id) or abort(404)
        actions.publish(session, beitrag, current_person(), now=datetime.now(UTC))
        name = beitrag.author_name
    flash(_("Published: the contribution of %(name)s.", name=name))
    return redirect(url_for(".posteingang"), code=303)


@bp.route("/<lang>/moderation/<int:beitrag_id>/verbergen", methods=["POST"])
def verbergen(beitrag_id):
    """Hide, with a reason."""
    form = HideForm()
    if not form.validate():
        session = current_session()
        beitrag = session.get(Beitrag, beitrag_id) or abort(404)
        tray = next(name for name, visibility in TRAYS.items() if visibility == beitrag.visibility)
        return _page(session, tray, [beitrag], beitrag, form), 400
    with unit_of_work() as session:
        beitrag = session.get(Beitrag, beitrag_id) or abort(404)
        actions.hide(session, beitrag, current_person(), form.reason.data.strip(), now=datetime.now(UTC))
        name = beitrag.author_name
    flash(_("Hidden: the contribution of %(name)s. The reason stands in its place.", name=name))
    return redirect(url_for(".posteingang"), code=303)


def _by_number(session, number):
    return (session.get(Beitrag, number) if can_exist(number) else None) or abort(404)


def _page(session, tray, queue, chosen, form):
    return render_template(
        "beteiligung/moderation/posteingang.html",
        tray=tray,
        trays=TRAYS,
        sizes=queries.queue_sizes(session),
        queue=queue,
        chosen=chosen,
        form=form,
        publish_form=Form(),
    )
