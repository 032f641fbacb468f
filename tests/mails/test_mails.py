"""Every mail, word for word: the files beside this one. BETEILIGUNG_WRITE_SNAPSHOTS=1 writes them anew."""

import copy
import os
from pathlib import Path

import pytest

from beteiligung.mails import KINDS, compose

from . import examples

HERE = Path(__file__).parent
LANGUAGES = ("de", "de-simple", "en")
FACTS = {
    "login_link": {"jti": "abcdefghijklmnopqrstuvwx"},
    "guest_confirmation": {"jti": "abcdefghijklmnopqrstuvwx", "title": "Radweg <Königsallee>", "days": 3},
    "beitrag_published": {"slug": "radweg", "title": "Radweg <Königsallee>", "beitrag_id": 7, "name": "Anna & Co"},
    "subscription_confirm": {"handle": "h4ndle", "until": "2026-12-01T12:00:00+00:00", "followed": examples.FOLLOWED},
    "subscription_manage": {"handle": "h4ndle", "until": "2026-12-01T12:00:00+00:00"},
    "digest": examples.DIGEST,
}
"""One example for each kind of mail."""

FACTS["barrier_reported"] = {
    "what": "Die Karte <spricht> nicht.\nIch höre nichts.",
    "where": "Karte",
    "reply_to": "anna@example.org",
    "lang": "en",
    "on": "2026-02-01T12:00:00+00:00",
}
FACTS["check_due"] = {
    "office": "Amt für Grün & Wasser",
    "vorhaben": [
        {"id": 3, "title": "Teich <Süd>", "due": "2026-02-01"},
        {"id": 4, "title": "Radweg", "due": "2026-02-20"},
    ],
}

FACTS["condition_due"] = {
    "office": "Amt für Grün & Wasser",
    "conditions": [
        {
            "id": 3,
            "text": "Kosten <nennen>",
            "title": "Teich",
            "body": "Bezirksvertretung Mitte",
            "due": "2026-02-01",
            "late": 9,
        },
        {"id": 4, "text": "Plan zeigen", "title": "Radweg", "body": "Rat", "due": "2026-02-20", "late": 0},
    ],
}

ABOUT = {"slug": "radweg", "title": "Radweg <Königsallee>", "beitrag_id": 7}
STATEMENT = {
    **ABOUT,
    "rule": "attack",
    "law": None,
    "facts": "Der zweite Satz greift <einen Menschen> an.\nDie Kritik bleibt stehen.",
    "reports": 2,
    "automated": False,
    "object_until": "2026-09-01T12:00:00+00:00",
    "code": "K7QF-3M2P-X9TD",
}
FACTS |= {
    "restricted": {**STATEMENT, "kind": "blackened"},
    "restriction_lifted": {**ABOUT, "reason": "Ein Irrtum."},
    "warned": {**STATEMENT, "kind": "warning", "reports": 0},
    "blocked": {
        **STATEMENT,
        "kind": "block",
        "rule": "law",
        "law": "§ 185 StGB",
        "until": "2026-04-01T12:00:00+00:00",
    },
    "report_received": {**ABOUT, "number": "M-2026-0147", "code": "K7QF-3M2P-X9TD"},
    "report_decided": {
        **ABOUT,
        "number": "M-2026-0147",
        "outcome": "left",
        "reason": "Das ist <scharfe> Kritik, kein Angriff.",
        "rule": None,
        "law": None,
    },
    "objection_received": {**ABOUT, "kind": "hidden"},
    "objection_decided": {**ABOUT, "outcome": "revoked", "reason": "Der Satz meint niemanden.", "kind": "hidden"},
    "answered": {
        "body": "Der Radweg ist 2,50 m breit.\n\nMehr unter https://www.example.org.",
        "signature": "Stadt Bochum, Tiefbauamt",
        "answers": [{"slug": "radweg", "title": "Radweg <Königsallee>", "answer_id": 9}],
    },
}

DRAFT = {"origin": "written", "is_older": False, "checked_by": "", "checked_on": None}

FACTS["weighed"] = {
    "slug": "teich",
    "title": "Teich am <Bahnhof>",
    "name": "Linde 12",
    "next_step": "Im Frühjahr plant das Amt die Wege.",
    "further": 2,
    "contributions": [
        {
            "id": 7,
            "body": "Bitte den Entwurf B mit den Sitzstufen,\nda können auch <Kinder> ans Wasser.",
            "lang": "de",
            "written_at": "2026-02-14T10:00:00+00:00",
            "aside": None,
            "arguments": [
                {
                    "title": "Nah ans Wasser",
                    "disposition": "partly",
                    "reason": "Die Stufen halten, und eine Rampe passt daneben. Tiefer geht es nicht.",
                    "reason_simple": "Die Stadt baut Stufen.\nDie Stadt baut eine Rampe.",
                    "easy": DRAFT,
                },
                {
                    "title": "Schatten",
                    "disposition": "not_taken_up",
                    "reason": "Dort liegen Leitungen.",
                    "reason_simple": "In der Erde sind Rohre.\nDarum kann dort kein Baum stehen.",
                    "easy": {**DRAFT, "checked_by": "Prüf-Gruppe <Süd>", "checked_on": "2026-02-20", "is_older": True},
                },
            ],
        },
        {
            "id": 9,
            "body": "Wann geht es los?",
            "lang": "de",
            "written_at": "2026-02-15T10:00:00+00:00",
            "aside": "Die Frage ist im Gespräch beantwortet.",
            "arguments": [],
        },
    ],
}

INQUIRY = {
    "inquiry_id": 5,
    "gremium": "Bezirksvertretung <Mitte>",
    "gremium_slug": "bv-1",
    "slug": "radweg",
    "title": "Radweg <Königsallee>",
}
FACTS |= {
    "inquiry_asked": {**INQUIRY, "office": "Amt für Grün & Wasser", "due": "2026-03-15"},
    "inquiry_answered": INQUIRY,
    "told_early": {"gremium": INQUIRY["gremium"], "gremium_slug": "bv-1", "vorhaben": examples.EARLY, "more": 2},
    "account_unused": {"name": "Linde <12>", "on": "2026-05-01"},
    "account_deleted": {"is_ours": True, "texts": "remove"},
}


FACTS["decided"] = {
    "beschluss_id": 5,
    "slug": "radweg",
    "title": "Radweg <Königsallee>",
    "body": "Bezirksvertretung Bochum-Mitte",
    "on": "2026-03-10",
    "task": "decide",
    "result": "changed",
    "decision": "Der Radweg wird gebaut, mit <Bäumen>",
    "text": "Die Verwaltung baut den Radweg.\n\nSie pflanzt zehn Bäume.",
    "reason": "Er schließt eine Lücke & schützt Kinder.",
    "easy": None,
    "votes": [14, 3, 2],
    "conditions": [
        {"text": "Kosten der Pflege nennen", "office": "Tiefbauamt", "due": "2026-09-30"},
        {"text": "Zehn Bäume", "office": "", "due": None},
    ],
}


@pytest.fixture
def mail_app(make_app):
    return make_app(BETEILIGUNG_BASE_URL="https://stadt.example/portal")


def as_file(mail):
    headers = "".join(f"{name}: {value}\n" for name, value in sorted(mail.headers.items()))
    return f"Subject: {mail.subject}\n{headers}\n{mail.text}\n{'=' * 72}\n{mail.html}\n"


def test_every_kind_has_an_example():
    assert FACTS.keys() == KINDS.keys()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", FACTS)
def test_a_mail_reads_as_it_did(mail_app, kind, lang):
    with mail_app.app_context():
        written = as_file(compose(kind, FACTS[kind], lang))
    snapshot = HERE / f"{kind}.{lang}.mail"

    if os.environ.get("BETEILIGUNG_WRITE_SNAPSHOTS"):
        snapshot.write_text(written, encoding="utf-8")
    assert written == snapshot.read_text(encoding="utf-8")


def test_a_language_that_is_no_longer_offered_becomes_the_first(mail_app):
    with mail_app.app_context():
        facts = FACTS["beitrag_published"]
        assert compose("beitrag_published", facts, "xx") == compose("beitrag_published", facts, "de")


def test_a_subject_is_one_line(mail_app):
    with mail_app.app_context():
        facts = {**FACTS["beitrag_published"], "title": "Radweg\r\nBcc: all@example.org"}
        assert "\n" not in compose("beitrag_published", facts, "de").subject


def test_without_an_address_of_the_portal_no_mail_is_made(make_app):
    with make_app().app_context(), pytest.raises(ValueError, match="BETEILIGUNG_BASE_URL"):
        compose("beitrag_published", FACTS["beitrag_published"], "de")


def test_what_an_older_program_left_in_the_outbox_still_goes_out(mail_app):
    older = copy.deepcopy(FACTS["weighed"])
    for contribution in older["contributions"]:
        for argument in contribution["arguments"]:
            del argument["easy"]
    decided = {name: fact for name, fact in FACTS["decided"].items() if name != "easy"}
    with mail_app.app_context():
        assert "Die Stadt baut Stufen." in compose("weighed", older, "de-simple").text
        assert "Die Verwaltung baut den Radweg." in compose("decided", decided, "de-simple").text


def test_what_stands_side_by_side_has_the_comma_of_the_language(make_app):
    app = make_app(BETEILIGUNG_BASE_URL="https://stadt.example", BETEILIGUNG_LOCALES=("de", "ar"))
    with app.app_context():
        assert "Bezirksvertretung Bochum-Mitte، " in compose("decided", FACTS["decided"], "ar").text
        assert "Bezirksvertretung Bochum-Mitte, " in compose("decided", FACTS["decided"], "de").text
