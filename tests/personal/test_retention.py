"""``purge`` on rows just before and just after each deadline: exactly what is due goes, and nothing else moves."""

from datetime import timedelta

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

from beteiligung import schema
from beteiligung.account.models import MAIL, Account, LoginSession, OneTimeLink, UsedProof
from beteiligung.beitrag.models import BeitragOrigin, Revision, Support, Visibility
from beteiligung.block.models import Block
from beteiligung.guest.models import Guest, WaitingBeitrag
from beteiligung.moderation import actions as moderation
from beteiligung.moderation import log
from beteiligung.moderation.models import Act, Case, Decision, Kind, Note, Objection, Report
from beteiligung.outbox.models import OutboxMail
from beteiligung.person import GONE, GONE_NAME, NAMELESS, Person
from beteiligung.personal import retention
from beteiligung.rendition.models import Rendition, RenditionState
from beteiligung.roles import MODERATION
from beteiligung.subscription import actions as subscriptions
from beteiligung.subscription.actions import UNCONFIRMED
from beteiligung.subscription.models import What
from beteiligung.subscription.targets import Target
from beteiligung.vorhaben.models import OVER, Status, StatusChange
from beteiligung.wish.models import Wish

from .. import records

NOW, MOMENT = records.NOW, timedelta(seconds=1)
DAYS = retention.Days()


def over(days):
    """A moment after which so many days have passed, just."""
    return NOW - timedelta(days=days) - MOMENT


def still(days):
    """A moment after which so many days have nearly passed."""
    return NOW - timedelta(days=days) + MOMENT


class World:
    """Rows on both sides of every deadline. What ``expect`` names must go or change, all the rest must stay."""

    def __init__(self, session, vorhaben):
        self.session, self.vorhaben = session, vorhaben
        self.gone, self.changed, self.count = set(), {}, 0

    def add(self, row, *, gone=False, **changed):
        """Store a row; it goes, or these of its columns get these values, or it stays as it is."""
        self.session.add(row)
        self.session.flush()
        self.expect(row, gone=gone, **changed)
        return row

    def expect(self, row, *, gone=False, **changed):
        key = (row.__tablename__, *inspect(row).identity)
        if gone:
            self.gone.add(key)
        if changed:
            self.changed.setdefault(key, {}).update(changed)

    def said(self, body="Zeisig", vorhaben=None, **changes):
        beitrag = records.beitrag(vorhaben or self.vorhaben, body, **changes)
        self.session.add(beitrag)
        self.session.flush()
        return beitrag

    def decision(self, beitrag, at, kind=Kind.HIDDEN, **changes):
        self.count += 1
        until = moderation.months_later(at, moderation.MONTHS_TO_OBJECT)
        who = {"person_id": beitrag.author_id, "by_id": "kim", "by_name": "Kim", "code_digest": f"d{self.count}"}
        what = {"beitrag": beitrag, "kind": kind, "facts": "Weil.", "decided_at": at, "object_until": until}
        return Decision(**{**who, **what, **changes})


EMPTY_TEXT = {"body": "", "plain": "", "rendered": ""}


def short_lived(world):
    """What carries its own end."""
    account = world.add(
        Account(issuer=MAIL, subject="a@b.de", email="a@b.de", name="A", name_key="a", lang="de", created_at=NOW)
    )
    guest = {"vorhaben_id": world.vorhaben.id, "email": "g@b.de", "name": "G", "lang": "de", "written_at": NOW}
    link = {"purpose": "login", "subject": "a@b.de", "lang": "de", "created_at": NOW}
    for is_over, end in ((True, NOW), (False, NOW + MOMENT)):
        world.add(WaitingBeitrag(said={"body": "x"}, expires_at=end, **guest), gone=is_over)
        world.add(OneTimeLink(jti=f"l{is_over}", expires_at=end, **link), gone=is_over)
        login = LoginSession(digest=f"s{is_over}", account_id=account.id, created_at=NOW, expires_at=end)
        world.add(login, gone=is_over)
        world.add(UsedProof(digest=f"p{is_over}", expires_at=end), gone=is_over)


def followers(world):
    days = UNCONFIRMED.days
    for number, (at, confirmed, is_over) in enumerate(
        ((over(days), None, True), (still(days), None, False), (over(days), NOW, False))
    ):
        follower = world.add(records.subscriber(f"f{number}@b.de", created_at=at), gone=is_over)
        world.add(records.subscription(follower, created_at=at, confirmed_at=confirmed), gone=is_over)
    world.add(records.subscriber("nothing@b.de", created_at=over(days)), gone=True)
    world.add(records.subscriber("soon@b.de", created_at=still(days)))


def mails(world):
    for number, (ends, is_over) in enumerate(
        (
            ({"sent_at": over(30)}, True),
            ({"failed_at": over(30)}, True),
            ({"sent_at": still(30)}, False),
            ({"failed_at": still(30)}, False),
            ({}, False),  # waits, however old
        )
    ):
        mail = {"kind": "answered", "recipient_id": "anna", "lang": "de", "facts": {}}
        row = OutboxMail(key=f"m{number}", created_at=over(99), due_at=over(99), **mail, **ends)
        world.add(row, gone=is_over)


def accounts(world):
    def account(name, seen, *, email=True, **changes):
        mail = {"email": f"{name}@b.de"} if email else {"email": None}
        fields = {"issuer": "https://id.example", "subject": name, "name": name, "name_key": name, "lang": "de"}
        return Account(**fields, **mail, created_at=over(2000), seen_at=seen, **changes)

    world.add(account("unused", over(730)), warned_at=NOW)
    world.add(account("used", still(730)))
    gone = world.add(account("warned", over(761), warned_at=over(30)), gone=True)
    world.add(account("waiting", over(761), warned_at=still(30)))
    world.add(account("no mail", over(760), email=False), gone=True)
    world.add(account("no mail yet", still(760), email=False))
    live = world.add(account("logged in", over(999), warned_at=over(99)))
    world.add(LoginSession(digest="live", account_id=live.id, created_at=NOW, expires_at=NOW + MOMENT))
    never = world.add(account("never", None), warned_at=NOW)
    never.created_at = over(730)
    words = world.said(author=gone.person_id, name="warned")
    world.expect(words, author_id=f"{GONE}…", author_name=GONE_NAME)
    other = world.said(author="mehmet", supports=1)
    world.add(Support(beitrag_id=other.id, author_id=gone.person_id, supported_at=NOW), gone=True)
    world.expect(other, supports=0)
    silent = world.add(Guest(email="silent@b.de", created_at=over(730)), gone=True)
    world.expect(
        world.said(author=silent.person_id, submitted_at=over(730)), author_id=f"{GONE}…", author_name=GONE_NAME
    )
    for days in (over(730), still(730)):
        writer = world.add(Guest(email=f"{days}@b.de", created_at=days))
        world.said(author=writer.person_id, submitted_at=still(730))


def texts(world):
    def withdrawn(at, **changes):
        return world.said(visibility=Visibility.WITHDRAWN, withdrawn_at=at, **changes)

    def hidden(at, **changes):
        return world.said(visibility=Visibility.HIDDEN, moderated_at=at, hidden_reason="rule:attack", **changes)

    def changed(beitrag, is_over):
        """It was edited before, and moderators kept what they blackened; both go with the text."""
        old = {"beitrag_id": beitrag.id, "stance": beitrag.stance, "written_at": NOW, "replaced_at": NOW}
        world.add(Revision(body="früher", was_public=True, **old), gone=is_over)
        at = beitrag.moderated_at or NOW
        kept = world.decision(beitrag, at, Kind.BLACKENED, original="alt", older={"1": "x"}, lifted_at=NOW)
        world.add(kept, **{"original": None, "older": None} if is_over else {})
        world.expect(beitrag, **EMPTY_TEXT if is_over else {})

    changed(withdrawn(over(30)), True)
    changed(withdrawn(still(30)), False)
    changed(hidden(over(190)), True)
    changed(hidden(still(190)), False)
    changed(world.said(), False)
    reported, objected = withdrawn(over(30)), withdrawn(over(30))
    world.add(Case(beitrag=reported, opened_at=over(99)))
    objection = {"words": "Nein", "objected_at": NOW}
    world.add(Objection(decision=world.add(world.decision(objected, NOW)), **objection))
    # whoever withdraws what was restricted does not shorten how long the proof is kept
    proof = {"hidden_reason": "rule:threat"}
    withdrawn(over(30), moderated_at=still(190), **proof)
    changed(withdrawn(over(30), moderated_at=over(190), **proof), True)
    withdrawn(still(30), moderated_at=over(190), **proof)
    world.add(Case(beitrag=hidden(over(190)), opened_at=over(99)))
    world.add(world.decision(hidden(over(190)), over(200), object_until=NOW + MOMENT))
    late = world.add(world.decision(hidden(over(190)), over(200)))
    world.add(Objection(decision=late, **objection))


def moderated(world):
    decided = {}
    for is_over, at in ((True, over(365)), (False, still(365))):
        beitrag = world.said(author="anna")
        case = decided[is_over] = world.add(Case(beitrag=beitrag, opened_at=over(400), decided_at=at))
        report = {"category": "attack", "in_good_faith": True, "lang": "de", "reported_at": over(400)}
        who = {"name": "N", "address": "n@b.de", "reporter_id": "mehmet", "explanation": "Weil"}
        nobody = {"name": None, "address": None, "reporter_id": None, "explanation": ""}
        world.add(Report(case=case, code_digest=f"r{is_over}", **report, **who), **nobody if is_over else {})
        anonymous = Report(case=case, code_digest=f"a{is_over}", explanation="Weil", **report)
        world.add(anonymous, **{"explanation": ""} if is_over else {})
        blackened = world.decision(beitrag, at, Kind.BLACKENED, case=case, original="alt", older={"1": "x"})
        nobody = {"person_id": f"{GONE}-", "original": None, "older": None}
        decision = world.add(blackened, **nobody if is_over else {})
        objection = {"objected_at": over(400), "outcome": "confirmed", "reason": "Nein.", "decided_at": at}
        world.add(Objection(decision=decision, words="Doch", **objection), **{"words": ""} if is_over else {})
        world.add(Note(beitrag_id=beitrag.id, body="x", by_name="Kim", written_at=over(400)), gone=is_over)
        world.add(Note(beitrag_id=world.said().id, body="x", by_name="Kim", written_at=at), gone=is_over)
        block = {"starts_at": over(400), "ends_at": at}
        world.add(Block(person_id="anna", **block), **{"person_id": f"{GONE}-"} if is_over else {})
    forgotten = world.decision(world.said(), over(365), person_id=f"{GONE}-", older={"1": "x"})
    world.add(forgotten, older=None)
    waits = world.add(world.decision(world.said(), over(365)))
    world.add(Objection(decision=waits, words="Doch", objected_at=over(370)))
    reported = world.said()
    world.add(Case(beitrag=reported, opened_at=NOW))
    world.add(Note(beitrag_id=reported.id, body="x", by_name="Kim", written_at=over(400)))
    log.append(world.session, Act.NOTED, Person("kim", "Kim", frozenset({MODERATION})), now=over(400))


def talk(world):
    ended, day = NOW.date() - timedelta(days=730), timedelta(days=1)
    for number, (status, on, is_over) in enumerate(
        ((OVER[0], ended - day, True), (OVER[1], ended, False), (Status.UNDERWAY, ended - day, False))
    ):
        history = [StatusChange(status=status, on=on, reason="x", author_name="", recorded_at=NOW)]
        vorhaben = world.add(records.vorhaben(f"ende-{number}", "Ende", status=status, history=history))
        unnamed = {"author_id": f"{GONE}…", "author_name": GONE_NAME} if is_over else {}
        beitrag = world.said(vorhaben=vorhaben, author="anna")
        world.expect(beitrag, **unnamed)
        paper = {"origin": BeitragOrigin.PAPER, "sheet": "7", "entered_by": "amt", "name": "Anna Muster"}
        entered = world.said(vorhaben=vorhaben, author=f"entered:{number}", **paper)
        world.expect(entered, **{**unnamed, "author_name": NAMELESS, "sheet": None} if is_over else {})
        answer = world.said(vorhaben=vorhaben, author="amt", name="Stadt Bochum", is_official=True, parent=beitrag)
        for of, was_public in ((beitrag, True), (beitrag, False), (answer, False)):
            old = {"beitrag_id": of.id, "stance": of.stance, "written_at": NOW, "replaced_at": NOW}
            revision = Revision(body="früher", was_public=was_public, **old)
            world.add(revision, gone=is_over and not was_public and of is beitrag)
        nobody = {"author_id": f"{GONE}…"} if is_over else {}
        world.add(Support(beitrag_id=beitrag.id, author_id="mehmet", supported_at=NOW), **nobody)
        world.add(Wish(vorhaben_id=vorhaben.id, author_id="mehmet", wished_at=NOW), **nobody)


def translations(world):
    """What a machine made of contributions: gone with them, and with them alone."""

    def rendition(beitrag, lang, **changes):
        about = {"thing": f"beitrag:{beitrag.id}", "vorhaben_id": world.vorhaben.id, "beitrag_id": beitrag.id}
        return Rendition(**about, lang=lang, words={"body": "x"}, **changes)

    shown, hidden = world.said(), world.said(visibility=Visibility.HIDDEN)
    world.add(rendition(hidden, "en"), gone=True)
    world.add(rendition(shown, "en"))
    for number, (state, days) in enumerate(((RenditionState.FAILED, 2), (RenditionState.WAITING, 14))):
        for at, is_over in ((over(days), True), (still(days), False)):
            world.add(rendition(shown, f"x{number}{is_over}", state=state, asked_at=at), gone=is_over)


PARTS = (short_lived, followers, translations, mails, accounts, texts, moderated, talk)


@pytest.fixture(params=PARTS, ids=lambda part: part.__name__)
def world(request, session, radweg):
    """The rows of one part, in a database that has nothing else to forget."""
    world = World(session, radweg)
    request.param(world)
    session.commit()
    return world


def everything(session):
    """Every row of every table, by table and key."""
    session.expire_all()
    session.rollback()
    found = {}
    for table in schema.metadata().sorted_tables:
        for row in session.execute(select(table)).mappings():
            key = (table.name, *(row[column.name] for column in table.primary_key.columns))
            found[key] = dict(row)
    return found


def purge(session, now=NOW):
    """All steps, as the command goes through them; what each says it did."""
    done = {}
    for step in retention.steps(DAYS, now):
        done[step.what] = retention.take(session, step, now=now)
        session.commit()
    return done


def moved(before, after):
    """What went, what changed and how, what is new."""
    gone, new = before.keys() - after.keys(), after.keys() - before.keys()
    changed = {}
    for key in before.keys() & after.keys():
        for column, value in after[key].items():
            if before[key][column] != value:
                shown = f"{GONE}…" if column == "author_id" and value.startswith(GONE) else value
                changed.setdefault(key, {})[column] = shown
    return gone, changed, new


def test_exactly_what_is_due_goes(session, world):
    before = everything(session)

    purge(session)

    gone, changed, new = moved(before, everything(session))
    assert gone == world.gone
    assert changed == {key: values for key, values in world.changed.items() if key not in world.gone}
    assert {name for name, *_ in new} <= {"beteiligung_deletion", "beteiligung_outbox_mail"}


def test_a_second_time_there_is_nothing_left_to_do(session, world):
    assert sum(purge(session).values()) > 0
    before = everything(session)

    assert set(purge(session).values()) == {0}
    assert moved(before, everything(session)) == (set(), {}, set())


def test_looking_changes_nothing_and_says_what_would_be_done(session, world):
    before = everything(session)

    looked = {step.what: retention.number(session, step) for step in retention.steps(DAYS, NOW)}

    assert moved(before, everything(session)) == (set(), {}, set())
    assert looked == purge(session)


def test_every_step_has_rows_here(sqlite_engine):
    """A step that is added without rows on both sides of its deadline is found here."""
    with Session(sqlite_engine, expire_on_commit=False) as session:
        agreed = records.vorhaben(open_for=10)
        session.add_all([records.bezirk(1, "Mitte"), agreed])
        session.commit()
        world = World(session, agreed)
        for part in PARTS:
            part(world)
        session.commit()
        assert [what for what, number in purge(session).items() if not number] == []
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []


def test_many_are_done_in_small_transactions(session, radweg, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    session.add_all(UsedProof(digest=f"p{number}", expires_at=NOW) for number in range(5))
    session.commit()
    step = next(step for step in retention.steps(DAYS, NOW) if step.what == "proofs of work")

    assert [retention.take(session, step, now=NOW) for _ in range(4)] == [2, 2, 1, 0]


def test_what_is_kept_for_ever_is_kept(session, radweg):
    world = World(session, radweg)
    for part in (texts, moderated, accounts, talk):
        part(world)
    session.commit()
    before = everything(session)
    never = retention.Days(mail=None, withdrawn=None, hidden=None, moderation=None, account=None, talk=None)

    for step in retention.steps(never, NOW):
        retention.take(session, step, now=NOW)
    session.commit()

    assert moved(before, everything(session)) == (set(), {}, set())


def test_who_logs_in_meanwhile_keeps_the_account(session, radweg):
    """Between looking and deleting lies a moment; what holds then counts."""
    world = World(session, radweg)
    accounts(world)
    session.commit()
    step = next(step for step in retention.steps(DAYS, NOW) if step.what == "accounts that nobody used")
    rows = session.execute(step.due).all()
    for account in session.scalars(select(Account).where(Account.id.in_([row[0] for row in rows]))):
        account.seen_at = NOW
    session.flush()

    step.act(session, rows, NOW)

    assert len(rows) == 2
    assert len(session.scalars(select(Account).where(Account.id.in_([row[0] for row in rows]))).all()) == 2


def test_what_a_moderator_shows_again_meanwhile_keeps_its_text(session, radweg):
    beitrag = records.beitrag(radweg, "Doch richtig", visibility=Visibility.HIDDEN, moderated_at=over(190))
    session.add(beitrag)
    session.commit()
    step = next(step for step in retention.steps(DAYS, NOW) if step.what == "texts that were hidden")
    rows = session.execute(step.due).all()
    beitrag.visibility = Visibility.PUBLISHED
    session.flush()

    step.act(session, rows, NOW)

    assert (len(rows), beitrag.body) == (1, "Doch richtig")


def test_who_asks_once_more_has_as_long_to_confirm(session, radweg):
    """The second mail says so; the row may not go before."""
    target = Target(What.VORHABEN, radweg.id)
    about = {"address": "f@b.de", "lang": "de", "rhythm": "weekly"}
    subscriptions.follow(session, target, now=over(7), **about)
    subscriptions.follow(session, target, now=still(1), **about)
    session.commit()

    done = purge(session)

    assert (done["subscriptions that nobody confirmed"], done["subscribers of nothing"]) == (0, 0)
