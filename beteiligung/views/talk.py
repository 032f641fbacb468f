"""The talk of a Vorhaben: its pages, and a page for every contribution under an address that stays."""

from datetime import UTC, datetime

from flask import abort, render_template, request

from ..abwaegung.telling import outcomes
from ..beitrag import paging, queries, rules
from ..beitrag.balance import balance, districts, enough_from, strongest
from ..bezirk.queries import all_in_order
from ..db import current_session
from ..forms import Form
from ..identity import current_person
from ..mount import setting
from ..vorhaben.queries import named
from .public import bp
from .renditions import Renditions
from .selecting import ORDER_WORDS, Look
from .templating import ways_open
from .threads import FIRST_REPLIES, Threads
from .weighed import DISPOSITION

REPLIES_ON_A_PAGE = 20
LONGEST_PAGE = 200


class Talk:
    """One page of the talk of a Vorhaben, with its balance: what the templates need to show it."""

    ORDER_WORDS = ORDER_WORDS

    def __init__(self, session, vorhaben, person, look, *, back=None, most=None):
        self.back = back if back is not None else f"?{look.here}" if look.here else ""
        self.look, self.slug, self.person = look, vorhaben.slug, person
        self.is_open, self.may_write = vorhaben.is_open(datetime.now(UTC)), may_write(person, vorhaben)
        size = min(setting("PAGE_SIZE"), most or LONGEST_PAGE)
        self.page = paging.page(session, vorhaben.id, look.selection, size, look.cursor, person)
        self.is_flat = look.selection.is_narrow
        self.threads = Threads(session, self.page.items, person, first=() if self.is_flat else FIRST_REPLIES)
        self.renditions = Renditions(session, vorhaben, self.threads.beitraege)
        self.balance = balance(session, vorhaben.id)
        self.support_form = support_form(person, self.is_open)


class Conversation:
    """One contribution, what it answers, and a page of what answers it."""

    def __init__(self, session, vorhaben, focus, person, since):
        self.focus, self.slug, self.person = focus, vorhaben.slug, person
        self.is_open, self.may_write = vorhaben.is_open(datetime.now(UTC)), may_write(person, vorhaben)
        self.since, self.back = since, f"?in={focus.id}"
        self.threads = Threads(session, [focus], person, first=(REPLIES_ON_A_PAGE, *FIRST_REPLIES[1:]), since=since)
        self.renditions = Renditions(session, vorhaben, self.threads.beitraege)
        self.node = self.threads.nodes[0]
        self.support_form = support_form(person, self.is_open)

    @property
    def earlier(self):
        """The place at which the page before this one begins."""
        return max(1, self.since - REPLIES_ON_A_PAGE) if self.since > 1 else None


@bp.route("/<lang>/vorhaben/<slug>/gespraech")
def gespraech(slug):
    """The whole talk: every thread, or what fits a search, page by page."""
    session, vorhaben, person = current_session(), named_or_404(slug), current_person()
    bezirke = session.scalars(all_in_order()).all()
    look, too_few = _discreet(session, vorhaben.id, Look.from_args(slug, request.args, bezirke))
    return render_template(
        "beteiligung/public/gespraech.html",
        vorhaben=vorhaben,
        talk=Talk(session, vorhaben, person, look),
        bezirke=bezirke,
        too_few=too_few,
        found=paging.number(session, vorhaben.id, look.selection) if look.selection.is_narrow else None,
    )


@bp.route("/<lang>/vorhaben/<slug>/stimmen")
def stimmen(slug):
    """How the talk stands: the numbers, the strongest argument of each side, and where those live who say it."""
    session, vorhaben = current_session(), named_or_404(slug)
    return render_template(
        "beteiligung/public/stimmen.html",
        vorhaben=vorhaben,
        balance=balance(session, vorhaben.id),
        strongest=strongest(session, vorhaben.id),
        districts=districts(session, vorhaben.id, setting("SMALLEST_GROUP")),
        bezirke={bezirk.number: bezirk for bezirk in session.scalars(all_in_order())},
    )


def _discreet(session, vorhaben_id, look):
    """Who looks for the contributions of a Stadtbezirk from which few write would find out where these few live."""
    bezirk = look.selection.bezirk
    if not bezirk or enough_from(session, vorhaben_id, bezirk, setting("SMALLEST_GROUP")):
        return look, False
    return look.without_bezirk(), True


@bp.route("/<lang>/vorhaben/<slug>/beitrag/<int:beitrag_id>")
def beitrag(slug, beitrag_id):
    """One contribution with what it answers and what answers it. Its address never changes."""
    session, vorhaben, person = current_session(), named_or_404(slug), current_person()
    focus = queries.of_vorhaben(session, vorhaben.id, beitrag_id, queries.placed(person)) or abort(404)
    since = _place(request.args.get("ab"), focus)
    return render_template(
        "beteiligung/public/beitrag.html",
        vorhaben=vorhaben,
        talk=Conversation(session, vorhaben, focus, person, since),
        parent=focus.parent,
        outcome=outcomes(session, [focus.id]).get(focus.id),
        DISPOSITION=DISPOSITION,
    )


def named_or_404(slug):
    """The Vorhaben that is talked about, if the public may see it."""
    return named(current_session(), slug) or abort(404)


def look_from_request(slug):
    """The selection in the address, for ways back; here every Stadtbezirk counts."""
    return Look.from_args(slug, request.args, current_session().scalars(all_in_order()).all())


def may_write(person, vorhaben):
    """Is whoever is asking known in a way that is open here?"""
    return rules.may_submit(person, ways_open(vorhaben))


def support_form(person, is_open):
    """For whoever can support something; its token sets a cookie, so readers get none."""
    return Form(formdata=None) if person and is_open else None


def _place(text, focus):
    wanted = int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 1
    return wanted if 1 <= wanted <= focus.replies else 1
