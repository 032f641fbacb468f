"""The administration weighs: contributions on one side, arguments on the other."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from flask import abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ..abwaegung import actions, closing, queries
from ..abwaegung.forms import NewArgumentForm, ReopenForm
from ..abwaegung.gaps import gaps
from ..abwaegung.models import AbwaegungState
from ..abwaegung.suggesting import suggest
from ..beitrag import paging
from ..beitrag.paging import Cursor
from ..db import current_session, unit_of_work
from ..errors import N_, BeteiligungError, RuleBroken
from ..forms import Form
from ..i18n import gettext as _
from ..i18n import ngettext
from ..identity import current_person
from ..mount import setting
from ..vorhaben.models import Publication, Status, Vorhaben
from . import can_exist, labels
from .administration import bp
from .filtering import LONGEST_TEXT
from .weighing_words import DISPOSITION, LACKS, STATE, STEP

SHOW = {"offen": "open", "alle": "all", "beiseite": "aside"}
BASE = "/<lang>/verwaltung/vorhaben/<int:vorhaben_id>/abwaegung"

STEPS = {
    "beginnen": N_("Begun. Name the first arguments, then sort the contributions."),
    "abschliessen": N_("Closed. It lies on the desk of the body now."),
    "wieder-oeffnen": N_("Open again."),
    "veroeffentlichen": N_("Published. Everybody who wrote gets a mail."),
}
"""What can be done with the whole, and what is said then."""

NEW, ASIDE, OUT = "neu", "beiseite", "loesen"


@bp.route("/<lang>/verwaltung/abwaegungen")
def abwaegungen():
    """Every weighing, and what could be weighed next."""
    session, now = current_session(), datetime.now(UTC)
    begun = queries.begun(session)
    waiting = session.scalars(
        select(Vorhaben)
        .where(Vorhaben.publication == Publication.PUBLISHED, Vorhaben.status == Status.EVALUATION)
        .where(Vorhaben.id.not_in([vorhaben.id for vorhaben, _weighing in begun]))
        .order_by(Vorhaben.open_until, Vorhaben.id)
        .options(selectinload(Vorhaben.texts))
    ).all()
    return render_template(
        "beteiligung/administration/abwaegungen.html",
        begun=begun,
        waiting=waiting,
        sizes={weighing.id: size for weighing, size in queries.all_sizes(session, [w for _v, w in begun])},
        now=now,
        STATE=STATE,
    )


@bp.route("/<lang>/verwaltung/vorhaben/<int:vorhaben_id>/abwaegung", methods=["GET", "POST"])
def abwaegung(vorhaben_id):
    """The page itself; a POST sorts the ticked contributions."""
    vorhaben = weighable(vorhaben_id)
    weighing = queries.of_vorhaben(current_session(), vorhaben.id)
    if weighing is None:
        return render_template("beteiligung/administration/abwaegung_beginnen.html", vorhaben=vorhaben, form=Form())
    if request.method == "GET":
        return Desk(vorhaben, weighing, request.args).page()
    if not Form().validate():
        return Desk(vorhaben, weighing, request.args).page(refused=_("Please send it once more.")), 400
    ticked = [int(one) for one in request.form.getlist("b") if one.isascii() and one.isdigit() and len(one) < 10]
    target, said = request.form.get("ziel", ""), request.form.get("worte", "").replace("\x00", "").strip()
    try:
        with unit_of_work() as session:
            told = _sort(session, locked(session, vorhaben_id), ticked, target, " ".join(said.split())[:500])
    except BeteiligungError as error:
        desk = Desk(weighable(vorhaben_id), queries.of_vorhaben(current_session(), vorhaben_id), request.args)
        kept = {"ticked": ticked, "target": target, "said": said}
        return desk.page(refused=_(error.message) % error.values, **kept), error.status
    flash(told)
    return redirect(_here(vorhaben_id), code=303)


@bp.route("/<lang>/verwaltung/vorhaben/<int:vorhaben_id>/abwaegung/vorschlag", methods=["POST"])
def abwaegung_vorschlag(vorhaben_id):
    """A person says of a suggestion that it is right or not, or takes one contribution out of one argument."""
    if not Form().validate():
        abort(400)
    verb = next((name for name in ("ja", "nein", "loesen") if name in request.form), None) or abort(400)
    parts = request.form[verb].split("-")
    if len(parts) != 2 or not all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts):
        abort(400)
    beitrag_id, argument_id = map(int, parts)
    try:
        with unit_of_work() as session:
            weighing = locked(session, vorhaben_id)
            argument = queries.argument(session, argument_id, vorhaben_id) or abort(404)
            told = _judge(session, weighing, argument, beitrag_id, verb)
    except BeteiligungError as error:
        told = _(error.message) % error.values
    flash(told)
    return redirect(_here(vorhaben_id), code=303)


@bp.route(
    f"{BASE}/<any({','.join(map(repr, STEPS))}):what>",
    methods=["POST"],
)
def abwaegung_schritt(vorhaben_id, what):
    """Begin, close, open again, publish."""
    vorhaben = weighable(vorhaben_id)
    form = ReopenForm() if what == "wieder-oeffnen" else Form()
    if not form.validate():
        weighing = queries.of_vorhaben(current_session(), vorhaben_id) or abort(404)
        return Desk(vorhaben, weighing, request.args).page(reopen=form if what == "wieder-oeffnen" else None), 400
    try:
        with unit_of_work() as session:
            _step(session, vorhaben_id, what, form)
    except BeteiligungError as error:
        flash(_(error.message) % error.values)
    else:
        flash(_(STEPS[what]))
    return redirect(url_for(".abwaegung", vorhaben_id=vorhaben_id), code=303)


def _step(session, vorhaben_id, what, form):
    person, now = current_person(), datetime.now(UTC)
    if what == "beginnen":
        actions.start(session, session.get(Vorhaben, vorhaben_id, with_for_update=True), person, now=now)
        return
    weighing = locked(session, vorhaben_id)
    if what == "wieder-oeffnen":
        closing.reopen(session, weighing, person, reason=form.reason.data, now=now)
    else:
        (closing.close if what == "abschliessen" else closing.publish)(session, weighing, person, now=now)


def locked(session, vorhaben_id):
    """The weighing of a Vorhaben, held until the transaction ends: what two do at once happens one after the other."""
    return session.scalar(queries.newest(vorhaben_id).with_for_update()) or abort(404)


def _sort(session, weighing, ticked, target, said):
    person, now = current_person(), datetime.now(UTC)
    if target == NEW:
        if not said:
            raise RuleBroken(N_("Please write the name of the new argument."))
        argument = actions.add_argument(session, weighing, person, title=said[:200], now=now)
        number = actions.assign(session, argument, ticked, person, now=now)
    elif target == ASIDE:
        number = actions.put_aside(session, weighing, ticked, person, reason=said, now=now)
        return ngettext("%(num)d contribution set aside.", "%(num)d contributions set aside.", number)
    elif target == OUT:
        number = actions.take_out(session, weighing, ticked, person)
        return ngettext("%(num)d contribution waits again.", "%(num)d contributions wait again.", number)
    elif target.isascii() and target.isdigit() and len(target) < 10:
        argument = queries.argument(session, int(target), weighing.vorhaben_id)
        if argument is None:
            raise RuleBroken(N_("This argument is no longer there. Please choose another one."))
        number = actions.assign(session, argument, ticked, person, now=now)
    else:
        raise RuleBroken(N_("Please choose where the ticked contributions belong."))
    return ngettext(
        "%(num)d contribution assigned: %(title)s",
        "%(num)d contributions assigned: %(title)s",
        number,
        title=argument.title,
    )


def _judge(session, weighing, argument, beitrag_id, verb):
    person, now = current_person(), datetime.now(UTC)
    if verb == "ja":
        actions.assign(session, argument, [beitrag_id], person, now=now, suggested=True)
        return _("Assigned: %(title)s", title=argument.title)
    if verb == "nein":
        actions.refuse(session, argument, beitrag_id, person, now=now)
        return _("This suggestion does not come again.")
    actions.take_out(session, weighing, [beitrag_id], person, argument=argument)
    return _("Taken out: %(title)s", title=argument.title)


class Desk:
    """What one page of the weighing shows. What is wrong in the address counts as not being there."""

    def __init__(self, vorhaben, weighing, args):
        session = current_session()
        self.vorhaben, self.weighing, self.args = vorhaben, weighing, args
        self.arguments = weighing.arguments
        self.pile = _pile(weighing, args)
        self.found = paging.page(session, vorhaben.id, self.pile, setting("PAGE_SIZE"), _cursor(args))
        ids = [beitrag.id for beitrag in self.found.items]
        self.carried, self.aside = queries.places(session, weighing.id, ids)
        self.sizes = queries.sizes(session, weighing)
        self.weights = queries.weights(session, weighing.id)
        self.gaps = gaps(session, weighing, now=datetime.now(UTC))
        self.lacking = {argument.id: names for argument, names in self.gaps.arguments}
        self.is_open = weighing.state == AbwaegungState.OPEN
        bare = [one for one in self.found.items if one.id not in self.carried and one.id not in self.aside]
        self.suggestions = suggest(session, weighing, bare) if self.is_open else {}

    def url(self, **changes):
        """This page with something changed; ``None`` leaves it out, and paging begins anew."""
        pile = self.pile
        known = {
            "zeigen": next((slug for slug, show in SHOW.items() if show == pile.show and show != "open"), None),
            "haltung": labels.STANCE[pile.stance].slug if pile.stance else None,
            "herkunft": labels.ORIGIN[pile.origin].slug if pile.origin else None,
            "argument": pile.argument_id,
            "q": pile.text or None,
        }
        return url_for(".abwaegung", vorhaben_id=self.vorhaben.id, **{**known, **changes}, _anchor="beitraege")

    def page(self, *, refused=None, ticked=(), target="", said="", reopen=None):
        """The page, with what was typed when something was refused."""
        query = urlencode([(key, value) for key, value in self.args.items(multi=True)])
        return render_template(
            "beteiligung/administration/abwaegung.html",
            desk=self,
            vorhaben=self.vorhaben,
            weighing=self.weighing,
            query=f"?{query}" if query else "",
            form=Form(formdata=None),
            new=NewArgumentForm(formdata=None),
            reopen=reopen or ReopenForm(formdata=None),
            refused=refused,
            ticked=frozenset(ticked),
            target=target,
            said=said,
            DISPOSITION=DISPOSITION,
            LACKS=LACKS,
            STATE=STATE,
            STEP=STEP,
        )


def _pile(weighing, args):
    by_slug = {label.slug: stance for stance, label in labels.STANCE.items()}
    by_way = {label.slug: origin for origin, label in labels.ORIGIN.items()}
    argument_id = args.get("argument", type=int)
    mine = {argument.id for argument in weighing.arguments}
    return queries.Pile(
        weighing.id,
        show=SHOW.get(args.get("zeigen"), "open"),
        stance=by_slug.get(args.get("haltung")),
        origin=by_way.get(args.get("herkunft")),
        argument_id=argument_id if argument_id in mine else None,
        text=args.get("q", "").replace("\x00", " ").strip()[:LONGEST_TEXT],
    )


def _cursor(args):
    for name, backwards in (("ab", False), ("bis", True)):
        at = args.get(name, type=int)
        if at and at > 0 and can_exist(at):
            return Cursor(at, backwards)
    return None


def _here(vorhaben_id):
    """Back to the same page of the same pile."""
    kept = {
        name: value
        for name, value in request.args.items()
        if name in ("zeigen", "haltung", "herkunft", "argument", "q", "ab", "bis")
    }
    return url_for(".abwaegung", vorhaben_id=vorhaben_id, **kept, _anchor="beitraege")


def weighable(vorhaben_id):
    """A Vorhaben that everybody can read: only there is something to weigh."""
    vorhaben = current_session().get(Vorhaben, vorhaben_id)
    return vorhaben if vorhaben is not None and vorhaben.publication == Publication.PUBLISHED else abort(404)
