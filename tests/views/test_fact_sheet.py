"""The fact sheet answers seven questions about every Vorhaben, in every language, whatever is known of it."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import product
from types import SimpleNamespace

import pytest
from flask_babel import force_locale

from beteiligung.beschluss.models import ConditionState, Result
from beteiligung.gremium.models import Task
from beteiligung.i18n import shipped
from beteiligung.leicht import ERROR, check
from beteiligung.views import fact_sheet, words
from beteiligung.vorhaben.models import CostPrecision, Precision, Status

from ..databases import counted
from ..gremium.bodies import bodies, condition
from ..gremium.bodies import decision as recorded
from ..hosts import bare
from ..pages import Page

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SHIPPED = sorted(po.parts[-3] for po in shipped("translations").glob("*/LC_MESSAGES/beteiligung.po"))
QUESTIONS = ["what", "where", "when", "part", "decided", "next", "ask"]
LEFT_OVER = re.compile(r"%\(|\)s|%%|\bNone\b|\{|\}| {2}|^\s|\s$")
PAST, SOON = date(2025, 7, 1), date(2027, 7, 1)
DAY, YEAR, QUARTER = Precision.DAY, Precision.YEAR, Precision.QUARTER
OFFERS = {
    "never": (None, None),
    "refused": (None, None),
    "over": (NOW - timedelta(days=9), NOW - timedelta(days=2)),
    "now": (NOW - timedelta(days=9), NOW + timedelta(days=9)),
    "later": (NOW + timedelta(days=9), NOW + timedelta(days=20)),
}
TIMES = {
    "none": {},
    "planned": {"start_on": SOON, "start_precision": QUARTER, "end_on": date(2028, 1, 1), "end_precision": YEAR},
    "past": {"start_on": PAST, "start_precision": DAY, "end_on": PAST, "end_precision": DAY},
    "real": {"start_actual": PAST, "start_actual_precision": DAY, "end_actual": PAST, "end_actual_precision": QUARTER},
    "late": {"end_on": SOON, "end_first": PAST, "delay_reason": "Eine Firma fehlt."},
}


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    """The sheet asks no database."""
    return bare("sqlite://", tmp_path_factory.mktemp("host"))


def place(words):
    return SimpleNamespace(words=words)


def decision(task, result, conditions=()):
    return SimpleNamespace(
        task=task,
        result=result,
        title="Radweg",
        gremium=SimpleNamespace(name="Bezirksvertretung Mitte"),
        decided_on=PAST,
        conditions=[SimpleNamespace(state=state) for state in conditions],
    )


PLACES = (
    {"is_citywide": True},
    {"is_citywide": False, "places": [], "bezirke": []},
    {"is_citywide": False, "places": [place("Markt")], "bezirke": [SimpleNamespace(short_name="Mitte")]},
    {"is_citywide": False, "places": [place(w) for w in "ABC"], "bezirke": [SimpleNamespace(short_name="X")] * 2},
)
DECISIONS = (
    (),
    (decision(Task.DECIDE, Result.ADOPTED),),
    (decision(Task.OPINION, Result.NOTED), decision(Task.INFORMATION, Result.NOTED)),
    tuple(decision(Task.DECIDE, result, [ConditionState.OPEN] * 2) for result in Result),
)
STEPS = (
    {},
    {"next_step": "Der Rat entscheidet.", "next_step_on": SOON, "next_step_precision": QUARTER},
    {"next_step": "Der Rat entscheidet.", "next_step_on": PAST},
    {"next_step": "Der Rat entscheidet."},
)
ASKED = ({}, {"office": "Tiefbauamt"}, {"contact": "Frau Demir\n0234 000", "office": "Grünamt"})
BLANK = dict.fromkeys(
    [
        "start_on",
        "start_precision",
        "start_actual",
        "start_actual_precision",
        "end_on",
        "end_precision",
        "end_actual",
        "end_actual_precision",
        "end_first",
        "end_first_precision",
        "delay_reason",
        "next_step",
        "next_step_on",
        "next_step_precision",
        "office",
        "contact",
        "cost_amount",
        "cost_precision",
        "no_participation_reason",
    ]
)


def vorhaben(status=Status.PREPARATION, offer="never", **fields):
    """A record as the page has it, without a database behind it."""
    opens, closes = OFFERS[offer]
    told = {"places": [], "bezirke": [], "is_citywide": True, "topic": "Mobilität"}
    told |= {"topic_slug": "mobilitaet", "closed_to": []}
    reason = {"no_participation_reason": "Das Land entscheidet."} if offer == "refused" else {}
    one = SimpleNamespace(**BLANK | told | reason | fields, status=status, open_from=opens, open_until=closes)
    one.is_open = lambda at: bool(opens and opens <= at < closes)
    return one


def states():
    """Every status with every offer and every time; the rest goes round beside them."""
    rest = list(product(PLACES, DECISIONS, STEPS, ASKED))
    for index, (status, offer, times) in enumerate(product(Status, OFFERS, TIMES)):
        for turn in range(3):
            where, decided, step, ask = rest[(index * 7 + turn * 61) % len(rest)]
            cost = {"cost_amount": 1_200_000, "cost_precision": CostPrecision.ROUGH} if index % 2 else {}
            yield vorhaben(status, offer, **TIMES[times] | where | step | ask | cost), list(decided)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_state_is_told_in_whole_sentences(host, name):
    for ways in ((), ("host",), ("host", "guest")):
        host.config["BETEILIGUNG_LOGIN"] = ways
        with host.test_request_context(), force_locale(name):
            for one, decided in states():
                sheet = fact_sheet.of(one, decided, NOW)
                assert list(sheet) == QUESTIONS
                for fact in sheet.values():
                    assert fact.question.strip()[-1] in "?؟;"
                    assert fact.lines, (fact.name, vars(one))
                    for line in fact.lines:
                        assert line.text, (fact.name, vars(one))
                        assert not LEFT_OVER.search(line.text), line
                        if not line.value:
                            assert line.text[-1] in ".!?।؟", line


@pytest.mark.parametrize("name", SHIPPED)
def test_dates_are_written_as_the_language_writes_them(host, name):
    with host.test_request_context(), force_locale(name):
        sheet = fact_sheet.of(vorhaben(offer="now", **TIMES["planned"]), [], NOW)
        written = words.when(SOON, QUARTER)

    assert written in " ".join(line.text for line in sheet["when"].lines)
    assert "2027-" not in written


def test_no_language_says_it_in_another_ones_words(host):
    """What a catalogue lacks would show in German or in English: the sentences differ between all languages."""
    said = {}
    for name in SHIPPED:
        with host.test_request_context(), force_locale(name):
            sheet = fact_sheet.of(vorhaben(), [], NOW)
            said[name] = tuple(line.before for fact in sheet.values() for line in fact.lines)

    assert len(SHIPPED) >= 3
    assert len(set(said.values())) == len(SHIPPED)


def test_what_is_missing_is_said(host):
    with host.test_request_context(), force_locale("de"):
        sheet = fact_sheet.of(vorhaben(is_citywide=False), [], NOW)
        said = [line.text for fact in sheet.values() for line in fact.lines]

    assert "Der genaue Ort steht noch nicht fest." in said
    assert "Wann es beginnt, steht noch nicht fest." in said
    assert "Ob und wann Sie mitmachen können, steht noch nicht fest." in said
    assert "Noch ist nichts beschlossen." in said
    assert "Was als Nächstes kommt, steht noch nicht fest." in said
    assert "Wen Sie fragen können, ist hier noch nicht eingetragen." in said


def test_a_date_that_is_over_is_not_promised(host):
    with host.test_request_context(), force_locale("de"):
        sheet = fact_sheet.of(vorhaben(**TIMES["past"], **STEPS[2]), [], NOW)
        before = fact_sheet.of(vorhaben(**TIMES["past"], **STEPS[2]), [], NOW - timedelta(days=400))

    assert "Diese Zeit ist vorbei. Dass es begonnen hat, ist nicht eingetragen." in texts(sheet, "when")
    assert "Diese Zeit ist vorbei. Der Schritt kommt später als erwartet." in texts(sheet, "next")
    assert not [text for text in texts(before, "when") + texts(before, "next") if "vorbei" in text]


def texts(sheet, name):
    return [line.text for line in sheet[name].lines]


def test_what_is_over_asks_nobody_to_come(host):
    for status in (Status.DONE, Status.DROPPED):
        with host.test_request_context(), force_locale("de"):
            sheet = fact_sheet.of(vorhaben(status, **STEPS[1]), [], NOW)
        assert texts(sheet, "part") == ["Nein. Hier gibt es nichts mehr zu entscheiden."]
        assert texts(sheet, "next") == ["Nichts mehr. Das Vorhaben ist beendet."]


def test_the_easy_sheet_breaks_no_rule(host):
    """What somebody else wrote is not ours to simplify; everything around it is."""
    said = set()
    with host.test_request_context(), force_locale("de@simple"):
        for one, decided in states():
            for fact in fact_sheet.of(one, decided, NOW).values():
                said.add(fact.question)
                said |= {line.before.rstrip(": ") for line in fact.lines if line.value}
                said |= {sentence for line in fact.lines if not line.value for sentence in words.lines(line.text)}

    assert len(said) > 40
    wrong = [(text, one.rule) for text in said for one in check(text) if one.severity == ERROR]
    assert wrong == []


@pytest.mark.parametrize("lang", ["de", "de-simple", "en"])
def test_the_page_and_the_data_say_the_same(client, session, radweg, lang):
    radweg.office = "Tiefbauamt"
    session.commit()
    data = client.get(f"/beteiligung/{lang}/vorhaben/radweg/steckbrief.json")
    page = Page(client.get(f"/beteiligung/{lang}/vorhaben/radweg").text)

    assert data.headers["Content-Language"] == lang
    assert [fact["id"] for fact in data.json["facts"]] == QUESTIONS
    for fact in data.json["facts"]:
        assert fact["question"] in page.text
        for answer in fact["answers"]:
            assert answer["text"].split(":")[0].strip(" .") in page.text
    quoted = [answer["quoted"] for fact in data.json["facts"] for answer in fact["answers"] if "quoted" in answer]
    assert {"text": "Tiefbauamt", "lang": "de"} in quoted
    assert page.all("bdi", lang="de")


def test_the_data_of_a_draft_do_not_exist(client, hidden_away):
    for record in hidden_away:
        assert client.get(f"/beteiligung/de/vorhaben/{record.slug}/steckbrief.json").status_code == 404


def test_a_hostile_contact_stays_text(client, session, radweg):
    radweg.contact = "<img src=x onerror=alert(1)> https://bochum.example/amt"
    session.commit()
    page = Page(client.get("/beteiligung/de/vorhaben/radweg").text)

    assert list(page.live()) == []
    assert page.all("a", href="https://bochum.example/amt")


def test_the_sheet_costs_no_question_of_its_own(engine, session, client, radweg, bezirke, monkeypatch):
    session.add(recorded(radweg, bodies(session, bezirke)[0], condition("Bäume pflanzen", days=5)))
    session.commit()
    address = "/beteiligung/de/vorhaben/radweg"
    client.get(address)
    with counted(engine) as statements:
        assert "1 Auflage ist noch nicht erfüllt." in client.get(address).text
    empty = {name: fact_sheet.Fact(name, "?", ()) for name in QUESTIONS}
    monkeypatch.setattr(fact_sheet, "of", lambda *given: empty)
    with counted(engine) as without:
        client.get(address)

    assert len(statements) == len(without)
