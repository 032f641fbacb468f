"""Whoever is forgotten is found nowhere any more; what others said stays where it was."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import String, cast, func, select

from beteiligung import forget, schema
from beteiligung.account import actions as account
from beteiligung.account.models import MAIL, Account, LoginSession, OneTimeLink
from beteiligung.beitrag import supporting
from beteiligung.beitrag.models import Beitrag, Revision, Support, Visibility
from beteiligung.block.models import Block
from beteiligung.guest import actions as guests
from beteiligung.guest.models import Guest, WaitingBeitrag
from beteiligung.moderation.models import Case, Decision, Kind, LogEntry, Note, Objection, Report
from beteiligung.outbox import actions as outbox
from beteiligung.outbox.models import OutboxMail
from beteiligung.person import GONE, GONE_NAME, Person
from beteiligung.personal import collecting
from beteiligung.personal.models import Deletion
from beteiligung.wish.models import Wish

from .. import records

NOW = records.NOW
NAME, TEXT, MAILBOX = "Zaunkönig 77", "Zeisigzeile", "zaun77@example.org"
SIGNS = ("zaunkönig", "zeisig", "zaun77", "konto:", "gast:")


def said(session, record, author, *, body=TEXT, **changes):
    beitrag = records.beitrag(record, body, author=author, name=NAME, **changes)
    session.add(beitrag)
    session.flush()
    return beitrag


def fill(session, record, person_id):
    """Somebody who has left a trace in every table that can hold one; returns what they wrote."""
    now = NOW
    first = said(session, record, person_id, bezirk_number=1, receipt="1" * 64)
    hidden = said(session, record, person_id, visibility=Visibility.HIDDEN, hidden_reason="rule:attack")
    said(session, record, person_id, visibility=Visibility.SUBMITTED)
    other = records.beitrag(record, "Fremder Text", author="mehmet", name="Mehmet", supports=1)
    answer = records.beitrag(record, "Antwort darauf", author="mehmet", name="Mehmet", parent=first)
    session.add_all([other, answer])
    session.flush()
    old = {"beitrag_id": first.id, "stance": first.stance, "written_at": now, "replaced_at": now}
    session.add_all([Revision(body=f"{TEXT} {n}", was_public=n == 1, **old) for n in (1, 2)])
    session.add(Support(beitrag_id=other.id, author_id=person_id, supported_at=now))
    session.add(Wish(vorhaben_id=record.id, author_id=person_id, wished_at=now))
    fill_moderation(session, person_id, hidden, other)
    follower = records.subscriber(None, person_id=person_id)
    session.add(records.subscription(follower, vorhaben_id=record.id, scope=f"vorhaben:{record.id}"))
    mail = {"lang": "de", "facts": {"name": NAME, "body": TEXT}, "now": now}
    outbox.put(session, "beitrag_published", to=person_id, key="waits", **mail)
    outbox.put(session, "answered", to="mehmet", key=f"answered:x:{person_id}", **mail)
    session.commit()
    return first, hidden, other


def fill_moderation(session, person_id, hidden, other):
    now = NOW
    over = Case(beitrag=hidden, opened_at=now, decided_at=now)
    waits, decided = Case(beitrag=other, opened_at=now), Case(beitrag=other, opened_at=now, decided_at=now)
    reporter = {"reporter_id": person_id, "name": NAME, "address": MAILBOX, "lang": "de", "in_good_faith": True}
    for number, case in enumerate((waits, decided)):
        text = TEXT if case is decided else "Der Text beleidigt"
        report = Report(case=case, category="attack", explanation=text, reported_at=now, code_digest=f"r{number}")
        for key, value in reporter.items():
            setattr(report, key, value)
        session.add(report)
    block = Block(person_id=person_id, starts_at=now, ends_at=now + timedelta(days=7))
    for kind in (Kind.HIDDEN, Kind.BLOCK):
        decision = Decision(beitrag=hidden, case=over, kind=kind, person_id=person_id, facts=f"{NAME} greift an")
        decision.by_id, decision.by_name, decision.decided_at, decision.object_until = "kim", "Kim", now, now
        decision.code_digest, decision.original, decision.older = f"d{kind}", TEXT, {"1": TEXT}
        decision.block = block if kind == Kind.BLOCK else None
        outcome = {"outcome": "confirmed", "reason": f"Nein, {NAME}.", "decided_at": now} if decision.block else {}
        session.add_all([decision, Objection(decision=decision, words=TEXT, objected_at=now, **outcome)])
    session.add(Note(beitrag_id=hidden.id, body=f"{NAME} schon wieder", by_name="Kim", written_at=now))
    session.add(LogEntry(at=now, act="hidden", role="moderation", reason="Regel 1", beitrag_id=hidden.id, details={}))
    session.flush()


def whole_database(session):
    """Every value of every table, as one text."""
    session.expire_all()
    found = []
    for table in schema.metadata().sorted_tables:
        for row in session.execute(select(*(cast(column, String) for column in table.columns))):
            found.append(f"{table.name}: {' '.join(str(value) for value in row)}")
    return "\n".join(found).lower()


def traces_in(text, signs=SIGNS):
    """The lines that still tell something."""
    return [line for line in text.splitlines() if any(sign in line for sign in signs)]


@pytest.fixture
def somebody(session):
    """An account that entered by e-mail, with a login and a link that waits."""
    found = account.create(session, MAIL, MAILBOX, NAME, email=MAILBOX, lang="de", now=NOW)
    account.open_session(session, found, now=NOW, days=14)
    account.ask_for_link(session, MAILBOX, lang="de", now=NOW)
    session.commit()
    return found


def test_nothing_is_left_of_an_account_that_takes_its_texts_along(session, radweg, somebody):
    first, hidden, other = fill(session, radweg, somebody.person_id)
    said_as_guest = {"stance": "pro", "body": TEXT}
    guests.write(
        session,
        radweg,
        said_as_guest,
        name=NAME,
        email=MAILBOX,
        ways=("guest",),
        now=records.today(),
        days=3,
        lang="de",
    )
    session.add(Guest(email=MAILBOX, created_at=NOW))
    session.commit()
    assert len(traces_in(whole_database(session))) > 15

    forget(session, somebody.person_id, texts="remove", now=NOW)
    session.commit()

    assert traces_in(whole_database(session)) == []
    assert (first.visibility, first.body, first.author_name) == (Visibility.WITHDRAWN, "", GONE_NAME)
    assert hidden.visibility == Visibility.HIDDEN
    assert session.scalar(select(Beitrag.parent_id).where(Beitrag.body == "Antwort darauf")) == first.id
    assert other.supports == 0
    for model in (Account, LoginSession, OneTimeLink, WaitingBeitrag, Guest):
        assert session.scalars(select(model)).all() == []


def test_who_lets_the_texts_stand_takes_the_name_along(session, radweg, somebody):
    first, _hidden, _other = fill(session, radweg, somebody.person_id)

    forget(session, somebody.person_id, texts="keep", now=NOW)
    session.commit()

    left = traces_in(whole_database(session), ("zaunkönig", "zaun77", "konto:"))
    assert left == []
    session.refresh(first)
    assert (first.visibility, first.body, first.author_name) == (Visibility.PUBLISHED, TEXT, GONE_NAME)
    assert session.scalars(select(Revision.was_public)).all() == [True]


@pytest.mark.parametrize("texts", ["keep", "remove"])
def test_a_person_of_the_host_is_forgotten_and_stays_blocked(session, radweg, texts):
    fill(session, radweg, "host-77")

    forget(session, "host-77", texts=texts, now=NOW)
    session.commit()

    left = traces_in(whole_database(session), ("host-77", "zaunkönig", *(["zeisig"] if texts == "remove" else [])))
    assert [line.split(":")[0] for line in left] == ["beteiligung_block"]
    forget(session, "host-77", texts=texts, now=NOW + timedelta(days=8))
    assert session.scalars(select(Block.person_id)).all() == [f"{GONE}-"]


def test_a_second_time_changes_nothing(session, radweg):
    fill(session, radweg, "host-77")
    assert forget(session, "host-77", texts="remove", now=NOW) == 3
    session.commit()
    before = traces_in(whole_database(session), ("beteiligung_beitrag:", "beteiligung_moderation"))

    assert forget(session, "host-77", texts="remove", now=NOW) == 0
    session.commit()

    assert traces_in(whole_database(session), ("beteiligung_beitrag:", "beteiligung_moderation")) == before


def test_who_spoke_is_still_counted_once_on_each_vorhaben_and_has_no_profile(session, radweg):
    other = records.vorhaben("teich", "Teich", open_for=3)
    session.add(other)
    ids = [said(session, record, "host-77").id for record in (radweg, radweg, other)]

    forget(session, "host-77", now=NOW)

    authors = [session.get(Beitrag, number).author_id for number in ids]
    assert authors[0] == authors[1] != authors[2]
    assert all(author.startswith(GONE) for author in authors)


def test_answers_of_the_city_belong_to_the_city(session, radweg):
    session.add(records.beitrag(radweg, "Wir prüfen das.", author="amt", name="Stadt Bochum", is_official=True))
    session.commit()

    forget(session, "amt", texts="remove", now=NOW)

    assert session.scalar(select(Beitrag.body)) == "Wir prüfen das."


def test_a_host_or_another_provider_does_not_reach_into_a_mailbox(session, radweg):
    """What they say about an address is not proved here."""
    session.add(Guest(email=MAILBOX, created_at=NOW))
    oidc = account.create(session, "https://id.example", "7", NAME, email=MAILBOX, lang="de", now=NOW)
    session.commit()

    forget(session, oidc.person_id, texts="remove", now=NOW)

    assert session.scalar(select(func.count(Guest.id))) == 1


def test_by_address_without_an_account(session, radweg):
    """A guest, and whoever only reported, ask by letter."""
    guest = Guest(email=MAILBOX, created_at=NOW)
    session.add(guest)
    session.flush()
    fill(session, radweg, guest.person_id)

    forget(session, address=MAILBOX, texts="remove", now=NOW)
    session.commit()

    assert traces_in(whole_database(session)) == []


def test_the_log_of_deletions_tells_how_many_and_not_who(session, radweg, somebody):
    forget(session, somebody.person_id, texts="keep", now=NOW)

    told = session.scalars(select(Deletion)).one()
    assert (told.what, told.number, told.at) == ("person, texts: keep", 1, NOW)


def test_who_comes_back_under_the_same_name_owns_nothing_of_before(session, radweg, somebody):
    first, *_ = fill(session, radweg, somebody.person_id)
    before = somebody.person_id
    forget(session, before, texts="keep", now=NOW)
    session.commit()

    again = account.create(session, MAIL, MAILBOX, NAME, email=MAILBOX, lang="de", now=NOW)
    session.commit()

    assert again.person_id != before
    session.refresh(first)
    assert first.author_name != again.name
    assert collecting.everything(session, again.person_id)["contributions"] == []


def test_a_support_can_be_given_once_more_and_counts_once(session, radweg):
    beitrag = records.beitrag(radweg, author="mehmet")
    session.add(beitrag)
    session.commit()
    anna = Person(id="host-77", name=NAME)
    for _ in range(2):
        supporting.support(session, beitrag, anna, now=records.today())
        assert beitrag.supports == 1
        forget(session, "host-77", now=NOW)
        session.commit()
        session.refresh(beitrag)
        assert beitrag.supports == 0


def test_everything_is_told_before(session, radweg, somebody):
    fill(session, radweg, somebody.person_id)

    known = collecting.everything(session, somebody.person_id)

    assert json.loads(json.dumps(known)) == known
    assert known["account"]["email"] == MAILBOX
    assert [len(each["earlier"]) for each in known["contributions"]] == [2, 0, 0]
    assert all(known[part] for part in known if part not in ("waiting_for_confirmation", "in_office"))
    assert "Kim" not in json.dumps(known)
    assert "Fremder Text" not in json.dumps(known)
    assert session.scalar(select(func.count(OutboxMail.id))) == 3
