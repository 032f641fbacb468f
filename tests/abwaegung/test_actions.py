"""Sorting contributions: nothing is lost, nobody else may, what is hidden does not count."""

import pytest
from sqlalchemy import func, select

from beteiligung import easy
from beteiligung.abwaegung import actions, queries, rules
from beteiligung.abwaegung.models import AbwaegungState, Argument, Assignment, RefusedSuggestion
from beteiligung.beitrag.models import BeitragOrigin, Visibility
from beteiligung.errors import Conflict, NotAllowed, RuleBroken
from beteiligung.rendition.things import thing
from beteiligung.vorhaben.models import Publication

from ..records import NOW
from .weighing import AMT, CONTRA, PRO, begin, over, say


@pytest.fixture
def teich(session, bezirke):
    return over(session)


def carried(session, argument):
    return set(session.scalars(select(Assignment.beitrag_id).where(Assignment.argument_id == argument.id)))


def test_one_contribution_carries_several_arguments(session, teich):
    weighing = begin(session, teich, "Schatten", "Pflege")
    one, other = (say(session, teich, "Beides", author=name) for name in ("anna", "mehmet"))
    first, second = weighing.arguments

    actions.assign(session, first, [one.id, other.id], AMT, now=NOW)
    actions.assign(session, second, [one.id, one.id], AMT, now=NOW)
    actions.assign(session, second, [one.id], AMT, now=NOW)

    assert (carried(session, first), carried(session, second)) == ({one.id, other.id}, {one.id})
    weights = queries.weights(session, weighing.id)
    assert [weights[argument.id].contributions for argument in (first, second)] == [2, 1]


def test_weight_is_how_many_from_where_on_which_way_with_which_stance(session, teich):
    weighing = begin(session, teich, "Schatten")
    (argument,) = weighing.arguments
    said = [
        say(session, teich, "a", author="anna", stance=PRO, bezirk_number=2, supports=3),
        say(session, teich, "b", author="anna", stance=CONTRA, bezirk_number=2),
        say(session, teich, "c", author="mehmet", stance=PRO, origin=BeitragOrigin.PAPER, bezirk_number=1),
        say(session, teich, "d", author="weg", visibility=Visibility.PUBLISHED),
        say(session, teich, "amtlich", author="amt", is_official=True),
    ]
    actions.assign(session, argument, [beitrag.id for beitrag in said], AMT, now=NOW)
    said[3].visibility = Visibility.HIDDEN
    session.flush()

    weight = queries.weights(session, weighing.id)[argument.id]

    assert (weight.contributions, weight.people, weight.supports) == (3, 2, 3)
    assert (weight.by_stance[PRO], weight.by_stance[CONTRA]) == (2, 1)
    assert (weight.by_origin["online"], weight.by_origin["paper"]) == (2, 1)
    assert (weight.by_bezirk, weight.shown(2)) == ({1: 1, 2: 1}, {})


def test_only_what_counts_here_can_be_sorted(session, teich):
    weighing = begin(session, teich, "Schatten")
    elsewhere = over(session, "anderes", "Anderes")
    wrong = [
        say(session, elsewhere, "fremd").id,
        say(session, teich, "weg", visibility=Visibility.HIDDEN).id,
        say(session, teich, "wartet", visibility=Visibility.SUBMITTED).id,
        say(session, teich, "amtlich", is_official=True).id,
        99_999,
    ]

    for do in (
        lambda: actions.assign(session, weighing.arguments[0], wrong, AMT, now=NOW),
        lambda: actions.put_aside(session, weighing, wrong, AMT, reason="x", now=NOW),
        lambda: actions.take_out(session, weighing, wrong, AMT),
        lambda: actions.refuse(session, weighing.arguments[0], wrong[0], AMT, now=NOW),
    ):
        with pytest.raises(RuleBroken):
            do()
    assert session.scalar(select(func.count()).select_from(Assignment)) == 0


def test_set_aside_and_sorted_exclude_each_other(session, teich):
    weighing = begin(session, teich, "Schatten")
    one = say(session, teich, "Frage")

    actions.assign(session, weighing.arguments[0], [one.id], AMT, now=NOW)
    actions.put_aside(session, weighing, [one.id], AMT, reason="Schon beantwortet.", now=NOW)
    carried_by, aside = queries.places(session, weighing.id, [one.id])
    assert (carried_by, aside[one.id].reason) == ({}, "Schon beantwortet.")

    actions.put_aside(session, weighing, [one.id], AMT, reason="Doppelt.", now=NOW)
    actions.assign(session, weighing.arguments[0], [one.id], AMT, now=NOW)
    carried_by, aside = queries.places(session, weighing.id, [one.id])
    assert (list(carried_by), aside) == ([one.id], {})

    actions.take_out(session, weighing, [one.id], AMT)
    assert queries.sizes(session, weighing).open == 1
    with pytest.raises(RuleBroken):
        actions.put_aside(session, weighing, [one.id], AMT, reason="", now=NOW)


def test_merging_loses_nothing(session, teich):
    weighing = begin(session, teich, "Pflege", "Müll")
    keep, gone = weighing.arguments
    both, single, refused = (say(session, teich, word, author=word) for word in ("beide", "eins", "nein"))
    actions.assign(session, keep, [both.id], AMT, now=NOW)
    actions.assign(session, gone, [both.id, single.id], AMT, now=NOW)
    actions.refuse(session, gone, refused.id, AMT, now=NOW)
    keep.reason, gone.reason, gone.disposition = "Eins.", "Zwei.", "partly"
    easy.write(session, gone, {"reason": "Leicht zwei."}, AMT, now=NOW)
    easy.write(session, keep, {"reason": "Leicht eins."}, AMT, now=NOW)

    actions.merge(session, gone, keep, AMT, now=NOW)

    assert session.scalars(select(Argument)).all() == [keep]
    assert carried(session, keep) == {both.id, single.id}
    assert (keep.reason, keep.disposition) == ("Eins.\n\nZwei.", "partly")
    assert keep.reason_simple == "Leicht eins.\n\nLeicht zwei."
    assert keep.easy.follows == thing(keep).fingerprint


def test_an_argument_is_not_merged_with_itself_or_another_weighing(session, teich):
    weighing = begin(session, teich, "Pflege")
    other = begin(session, over(session, "anderes", "Anderes"), "Fremd")

    for into in (weighing.arguments[0], other.arguments[0]):
        with pytest.raises(RuleBroken):
            actions.merge(session, weighing.arguments[0], into, AMT, now=NOW)


def test_order_by_buttons_and_by_weight(session, teich):
    weighing = begin(session, teich, "a", "b", "c")
    a, b, c = weighing.arguments
    actions.assign(session, c, [say(session, teich, "x").id], AMT, now=NOW)

    def order():
        session.expire(weighing, ["arguments"])
        return [argument.title for argument in weighing.arguments]

    actions.move(session, b, AMT, up=True)
    assert order() == ["b", "a", "c"]
    actions.move(session, b, AMT, up=True)
    actions.move(session, c, AMT, up=False)
    assert order() == ["b", "a", "c"]
    actions.sort_by_weight(session, weighing, AMT)
    assert order() == ["c", "b", "a"]
    assert a.position == 3


def test_what_somebody_carries_is_not_removed(session, teich):
    weighing = begin(session, teich, "a", "b")
    actions.assign(session, weighing.arguments[0], [say(session, teich, "x").id], AMT, now=NOW)

    with pytest.raises(RuleBroken):
        actions.remove(session, weighing.arguments[0], AMT)
    actions.remove(session, weighing.arguments[1], AMT)

    assert [argument.title for argument in weighing.arguments] == ["a"]


def test_who_saves_on_old_papers_overwrites_nothing(session, teich):
    weighing = begin(session, teich, "a")
    (argument,) = weighing.arguments
    old = argument.version
    actions.save_argument(session, argument, AMT, {"reason": "neu"}, seen=old, now=NOW)

    for seen in (old, None, 10**8):
        with pytest.raises(Conflict):
            actions.save_argument(session, argument, AMT, {"reason": "älter"}, seen=seen, now=NOW)
    with pytest.raises(Conflict):
        actions.save_whole(session, weighing, AMT, assessment="", proposal="", seen=0)
    assert argument.reason == "neu"


def test_a_refused_suggestion_is_remembered_until_somebody_sorts_it_there(session, teich):
    weighing = begin(session, teich, "a")
    one = say(session, teich, "x")

    for _ in range(2):
        actions.refuse(session, weighing.arguments[0], one.id, AMT, now=NOW)
    assert len(session.scalars(select(RefusedSuggestion)).all()) == 1
    actions.assign(session, weighing.arguments[0], [one.id], AMT, now=NOW)
    assert session.scalars(select(RefusedSuggestion)).all() == []


def test_it_begins_once_and_only_where_everybody_can_read(session, teich):
    begin(session, teich)
    with pytest.raises(Conflict):
        begin(session, teich)
    for publication in (Publication.DRAFT, Publication.ARCHIVED):
        with pytest.raises(RuleBroken):
            begin(session, over(session, f"v-{publication}", "x", publication=publication))


VERBS = {
    "start": lambda s, w, a, b, p: actions.start(s, over(s, "neu", "Neu"), p, now=NOW),
    "add": lambda s, w, a, b, p: actions.add_argument(s, w, p, title="x", now=NOW),
    "save": lambda s, w, a, b, p: actions.save_argument(s, a, p, {"reason": "x"}, seen=a.version, now=NOW),
    "whole": lambda s, w, a, b, p: actions.save_whole(s, w, p, assessment="x", proposal="x", seen=w.version),
    "merge": lambda s, w, a, b, p: actions.merge(s, a, w.arguments[1], p, now=NOW),
    "remove": lambda s, w, a, b, p: actions.remove(s, w.arguments[1], p),
    "move": lambda s, w, a, b, p: actions.move(s, a, p, up=False),
    "order": lambda s, w, a, b, p: actions.sort_by_weight(s, w, p),
    "assign": lambda s, w, a, b, p: actions.assign(s, a, [b.id], p, now=NOW),
    "take out": lambda s, w, a, b, p: actions.take_out(s, w, [b.id], p),
    "aside": lambda s, w, a, b, p: actions.put_aside(s, w, [b.id], p, reason="x", now=NOW),
    "refuse": lambda s, w, a, b, p: actions.refuse(s, a, b.id, p, now=NOW),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("who", [None, "anna", "kim", "bv", "amt"])
def test_who_may_do_what(request, session, teich, verb, who):
    person = request.getfixturevalue(who) if who else None
    weighing, said = begin(session, teich, "a", "b"), say(session, teich, "x")

    if who == "amt":
        VERBS[verb](session, weighing, weighing.arguments[0], said, person)
        return
    with pytest.raises(NotAllowed):
        VERBS[verb](session, weighing, weighing.arguments[0], said, person)


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "start"])
@pytest.mark.parametrize("state", [AbwaegungState.CLOSED, AbwaegungState.PUBLISHED])
def test_what_is_closed_does_not_change(session, teich, verb, state):
    weighing, said = begin(session, teich, "a", "b"), say(session, teich, "x")
    weighing.state = state
    session.flush()

    with pytest.raises(Conflict):
        VERBS[verb](session, weighing, weighing.arguments[0], said, AMT)


@pytest.mark.parametrize(
    ("state", "readers"),
    [("open", {"amt"}), ("closed", {"amt", "bv"}), ("published", {"amt", "bv", "kim", "anna", None})],
)
def test_who_may_read_what(request, session, teich, state, readers):
    weighing = begin(session, teich)
    weighing.state = AbwaegungState(state)

    for who in (None, "anna", "kim", "bv", "amt"):
        assert rules.may_read(request.getfixturevalue(who) if who else None, weighing) is (who in readers)
