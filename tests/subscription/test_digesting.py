"""Who is told what, when, and that nobody is told twice, in vain, or of what is not public."""

import threading
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from beteiligung.beitrag.models import Visibility
from beteiligung.outbox.models import OutboxMail
from beteiligung.subscription import digesting, news
from beteiligung.subscription.models import DigestRun, Rhythm, What
from beteiligung.vorhaben.models import FieldChange, Place, Publication, Status, StatusChange

from .. import records

BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY = datetime(2026, 3, 6, 8, tzinfo=UTC)
"""After the moment at which weekly and daily mails are made."""

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def tell(session, now=FRIDAY):
    number = digesting.tell(session, now=now, zone=BERLIN, hour=7, weekday=4)
    session.commit()
    return number


def digests(session):
    return session.scalars(select(OutboxMail).where(OutboxMail.kind == "digest").order_by(OutboxMail.id)).all()


def told(session):
    """Of every mail: the slugs, and the kinds of news of each."""
    return [
        {item["slug"]: [one["kind"] for one in item["news"]] for item in mail.facts["vorhaben"]}
        for mail in digests(session)
    ]


def quiet(slug="radweg", **changes):
    """A Vorhaben of which nothing is new."""
    return records.vorhaben(slug, slug.title(), published_at=records.NOW - WEEK, **changes)


def step(at, status=Status.UNDERWAY):
    return StatusChange(status=status, on=at.date(), recorded_at=at, reason="Grund", author_name="x")


@pytest.fixture
def radweg(session, bezirke):
    record = quiet(bezirke=[bezirke[0]])
    session.add(record)
    session.commit()
    return record


@pytest.fixture
def follow(session):
    """``follow(…)``: a confirmed subscription of somebody new."""
    names = iter(f"p{number}@example.org" for number in range(1000))

    def follow(to=None, **changes):
        one = records.subscription(to or records.subscriber(next(names)), **changes)
        session.add(one)
        session.commit()
        return one

    return follow


def test_news_are_told_once(session, radweg, follow):
    follow()
    radweg.history.append(step(records.NOW + DAY))
    session.commit()

    assert tell(session) == 1
    assert told(session) == [{"radweg": ["status"]}]
    assert tell(session, FRIDAY + WEEK) == 0
    assert tell(session, FRIDAY + 2 * WEEK) == 0


def test_without_news_there_is_no_mail(session, radweg, follow):
    follow()

    assert tell(session) == 0
    assert digests(session) == []


@pytest.mark.parametrize(
    ("news", "kinds"),
    [
        (lambda v, at: v.history.append(step(at)), ["status"]),
        (lambda v, at: setattr(v, "published_at", at), ["entered"]),
        (lambda v, at: setattr(v, "wish_answered_at", at) or setattr(v, "wish_answer", "Ja"), ["wish"]),
        (lambda v, at: setattr(v, "open_from", at) or setattr(v, "open_until", at + 30 * DAY), ["open"]),
        (lambda v, at: setattr(v, "open_from", at - 60 * DAY) or setattr(v, "open_until", FRIDAY + 5 * DAY), ["ends"]),
        (
            lambda v, at: (
                setattr(v, "open_from", at - 60 * DAY)
                or setattr(v, "open_until", at + 60 * DAY)
                or setattr(v, "open_set_at", at)
            ),
            ["open"],
        ),
        (
            lambda v, at: v.changes.append(
                FieldChange(at=at, author_name="x", field="end", old="2026", new="2027", reason="Boden")
            ),
            ["change"],
        ),
    ],
    ids=["status", "entered", "wish", "opened", "ends", "written down late", "change"],
)
def test_every_kind_of_news(session, radweg, follow, news, kinds):
    follow()
    news(radweg, records.NOW + DAY)
    session.commit()

    tell(session)

    assert told(session) == [{"radweg": kinds}]


def test_an_answer_of_the_city_is_news_and_talk_is_a_number(session, radweg, follow):
    mine = follow(vorhaben_id=radweg.id)
    follow()
    at = records.NOW + DAY
    session.add_all(records.beitrag(radweg, "GEHEIM", published_at=at) for _ in range(3))
    session.add(records.beitrag(radweg, "GEHEIM", published_at=None, visibility=Visibility.SUBMITTED))
    session.commit()

    tell(session)  # whoever follows everything does not hear of talk alone

    (mail,) = digests(session)
    assert mail.address == mine.subscriber.address
    assert mail.facts["vorhaben"][0]["talk"] == 3
    assert "GEHEIM" not in str(mail.facts)

    session.add(records.beitrag(radweg, "Antwort", is_official=True, published_at=at + WEEK))
    session.commit()
    tell(session, FRIDAY + WEEK)
    assert told(session)[1:] == [{"radweg": ["answer"]}, {"radweg": ["answer"]}]


def test_what_was_before_one_followed_is_not_told(session, radweg, follow):
    follow()
    follow(since=records.NOW + 2 * DAY)
    radweg.history.append(step(records.NOW + DAY))
    session.commit()

    assert tell(session) == 1


def test_who_has_not_confirmed_gets_nothing(session, radweg, follow):
    follow(confirmed_at=None)
    radweg.history.append(step(records.NOW + DAY))
    session.commit()

    assert tell(session) == 0


def test_what_is_hidden_is_not_told(session, radweg, follow, bezirke):
    follow()
    for publication in (Publication.DRAFT, Publication.ARCHIVED):
        hidden = quiet(f"geheim-{publication}", publication=publication)
        hidden.history.append(step(records.NOW + DAY))
        session.add(hidden)
    session.add(records.beitrag(radweg, is_official=True, published_at=records.NOW + DAY, visibility=Visibility.HIDDEN))
    session.commit()

    assert tell(session) == 0


@pytest.mark.parametrize(("span", "number"), [(["2030", "2030"], 0), (["2031", "2031"], 1)])
def test_what_opens_at_midnight_belongs_to_the_day_of_the_city(session, radweg, follow, span, number):
    follow(criteria={"span": span})
    radweg.open_from, radweg.open_until = datetime(2030, 12, 31, 23, tzinfo=UTC), datetime(2031, 1, 31, 23, tzinfo=UTC)
    radweg.history.append(step(records.NOW + DAY))
    session.commit()

    assert tell(session) == number


@pytest.mark.parametrize(
    ("criteria", "fits"),
    [
        ({}, True),
        ({"bezirk": 1}, True),
        ({"bezirk": 2}, False),
        ({"topic": "mobilitaet"}, True),
        ({"topic": "wohnen"}, False),
        ({"text": "Radwege"}, True),
        ({"text": "Schwimmbad"}, False),
        ({"citywide": True}, False),
        ({"open_now": True}, False),
        ({"statuses": ["done"]}, True),
        ({"statuses": ["paused"]}, False),
        ({"box": [7.2, 51.4, 7.3, 51.5]}, True),
        ({"box": [8.2, 51.4, 8.3, 51.5]}, False),
        ({"span": ["2031", None]}, False),
    ],
)
def test_any_filter_can_be_followed_and_what_is_done_is_news_too(session, radweg, follow, criteria, fits):
    follow(criteria=criteria)
    radweg.status = Status.DONE
    radweg.history.append(step(records.NOW + DAY, Status.DONE))
    session.commit()

    assert tell(session) == fits


@pytest.mark.parametrize(("radius", "fits"), [(500, False), (1500, True)])
def test_a_circle(session, radweg, follow, radius, fits):
    follow(what=What.CIRCLE, criteria={"lat": 51.47, "lon": 7.21, "radius": radius}, scope="circle:x")
    radweg.history.append(step(records.NOW + DAY))
    session.commit()

    assert tell(session) == fits


def test_a_circle_touches_a_long_line(session, radweg, follow):
    line = {"type": "LineString", "coordinates": [[7.21, 51.46], [7.3, 51.46]]}
    radweg.places = [Place(words="x", lat=51.46, lon=7.21, geometry=line)]
    follow(what=What.CIRCLE, criteria={"lat": 51.46, "lon": 7.29, "radius": 500}, scope="circle:x")
    radweg.history.append(step(records.NOW + DAY))
    session.commit()

    assert tell(session) == 1


def test_several_followed_things_make_one_mail_with_each_vorhaben_once_and_the_newest_first(session, radweg, follow):
    bank = quiet("bank")
    session.add(bank)
    session.flush()
    to = records.subscriber("anna@example.org")
    follow(to)
    follow(to, vorhaben_id=radweg.id)
    radweg.history += [step(records.NOW + DAY), step(records.NOW + 2 * DAY, Status.PAUSED)]
    bank.history.append(step(records.NOW + 3 * DAY))
    session.commit()

    assert tell(session) == 1
    assert told(session) == [{"bank": ["status"], "radweg": ["status", "status"]}]
    assert [item["slug"] for item in digests(session)[0].facts["vorhaben"]] == ["bank", "radweg"]
    assert len(digests(session)[0].facts["followed"]) == 2


def test_of_very_many_vorhaben_the_rest_is_a_number(session, follow, monkeypatch):
    monkeypatch.setattr(digesting, "MOST", 2)
    follow()
    session.add_all(records.vorhaben(f"v{n}", f"V {n}", published_at=records.NOW + n * HOUR) for n in range(1, 6))
    session.commit()

    tell(session)

    facts = digests(session)[0].facts
    assert ([item["slug"] for item in facts["vorhaben"]], facts["more"]) == (["v5", "v4"], 3)


def test_a_rhythm_waits_for_its_moment(session, radweg, follow):
    for rhythm in Rhythm:
        follow(rhythm=rhythm, scope=f"filter:{rhythm}")
    thursday = datetime(2026, 3, 5, 5, tzinfo=UTC)  # 6 o'clock in Berlin
    radweg.history.append(step(records.NOW + HOUR))
    session.commit()

    rhythms = []
    for now in (thursday, thursday + 2 * HOUR, thursday + 3 * HOUR, thursday + DAY, thursday + DAY + 2 * HOUR):
        before = len(digests(session))
        tell(session, now)
        rhythms.append([mail.facts["rhythm"] for mail in digests(session)[before:]])

    assert rhythms == [["daily", "at once"], [], [], [], ["weekly"]]


def test_what_happens_every_day_is_told_every_day(session, radweg, follow):
    follow(rhythm=Rhythm.DAILY)
    for day in range(1, 4):
        radweg.history.append(step(records.NOW + day * DAY))
        session.commit()
        tell(session, records.NOW + day * DAY + 20 * HOUR)

    assert [len(one["radweg"]) for one in told(session)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("now", "moment"),
    [
        ("2026-03-27T07:30+01:00", "2026-03-27T07:00+01:00"),
        ("2026-03-27T06:30+01:00", "2026-03-20T07:00+01:00"),
        ("2026-03-29T12:00+02:00", "2026-03-27T07:00+01:00"),  # the clock went forward that night
        ("2026-04-03T06:30+02:00", "2026-03-27T07:00+01:00"),
        ("2026-04-03T07:00+02:00", "2026-04-03T07:00+02:00"),
        ("2026-10-25T23:00+01:00", "2026-10-23T07:00+02:00"),  # and back
    ],
)
def test_weekly_moments_follow_the_citys_clock(now, moment):
    at = digesting.moment(Rhythm.WEEKLY, datetime.fromisoformat(now), BERLIN, 7, 4)

    assert at == datetime.fromisoformat(moment)


def test_what_is_still_being_saved_is_told_the_next_time(session, radweg, follow):
    """Its moment lies before the run, but no run has seen it."""
    follow(rhythm=Rhythm.AT_ONCE)
    now = records.NOW + DAY
    tell(session, now)
    radweg.history.append(step(now - timedelta(seconds=30)))  # saved by a request that began before the run
    session.commit()

    tell(session, now + timedelta(minutes=1))
    assert told(session) == []
    tell(session, now + timedelta(minutes=3))
    assert told(session) == [{"radweg": ["status"]}]


def test_after_weeks_without_a_run_one_mail_tells_all(session, radweg, follow):
    follow()
    for week in range(4):
        radweg.history.append(step(records.NOW + DAY + week * WEEK))
    session.commit()

    assert tell(session, FRIDAY + 5 * WEEK) == 1
    assert [len(one["radweg"]) for one in told(session)] == [4]


def test_two_runs_at_the_same_time_make_one_mail(engine, session, radweg, follow):
    for number in range(20):
        follow(scope=f"filter:{number}")
    radweg.history.append(step(records.NOW + DAY))
    session.commit()
    ready, made = threading.Barrier(4), []

    def run():
        with Session(engine) as own:
            ready.wait()
            own.connection(execution_options={"beteiligung_writes": True})
            made.append(tell(own))

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(made) == [0, 0, 0, 20]
    assert len(digests(session)) == 20


def test_questions_to_the_database_do_not_grow_with_subscriptions(engine, session, radweg, follow, counted):
    """Nobody is asked about one by one, whether there is news or not."""
    asked = []
    for round_, number in enumerate((1, 5, 40)):
        for each in range(number):
            scope = f"circle:{round_}:{each}"
            follow(what=What.CIRCLE, criteria={"lat": 51.46, "lon": 7.21, "radius": 1000 + each}, scope=scope)
            follow(vorhaben_id=radweg.id)
            follow()
        now = FRIDAY + 3 * round_ * WEEK
        radweg.history.append(step(now - DAY))
        session.commit()
        with counted() as with_news:
            tell(session, now)
        with counted() as without:
            tell(session, now + WEEK)
        asked.append((len(with_news), len(without)))

    assert len(digests(session)) == (3 * 1) + (3 * 6) + (3 * 46)
    assert len(set(asked[1:])) == 1, asked
    assert asked[-1][1] <= 16


def test_a_run_without_news_changes_one_row(engine, session, radweg, follow, counted):
    for number in range(30):
        follow(scope=f"filter:{number}")
    tell(session, FRIDAY)

    with counted() as statements:
        tell(session, FRIDAY + WEEK)

    assert [s.split()[0] for s in statements if not s.startswith(("SELECT", "BEGIN"))] == ["UPDATE"]
    assert session.scalar(select(DigestRun.told_until)) == FRIDAY + WEEK - digesting.SETTLED


def test_the_language_of_the_reader(session, radweg, follow):
    from beteiligung.vorhaben.models import VorhabenText

    radweg.texts.append(VorhabenText(lang="en", title="Cycle path", summary="x"))
    follow(records.subscriber("a@example.org", lang="en"), vorhaben_id=radweg.id)
    follow(records.subscriber("b@example.org", lang="de-simple"), vorhaben_id=radweg.id)
    radweg.history.append(step(records.NOW + DAY))
    session.commit()

    tell(session)

    assert [(m.lang, m.facts["vorhaben"][0]["title"], m.facts["vorhaben"][0]["lang"]) for m in digests(session)] == [
        ("en", "Cycle path", "en"),
        ("de-simple", "Radweg", "de"),
    ]


def test_people_of_the_host_are_told_by_their_id(session, radweg, follow):
    follow(records.subscriber(None, person_id="anna"))
    radweg.history.append(step(records.NOW + DAY))
    session.commit()

    tell(session)

    (mail,) = digests(session)
    assert (mail.recipient_id, mail.address, mail.is_bulk) == ("anna", None, True)


def test_dates_of_history_are_not_mistaken_for_moments(session, radweg, follow):
    """What came with an import has no moment and is news to nobody."""
    follow()
    radweg.history.append(
        StatusChange(status=Status.DECIDED, on=date(2026, 3, 3), recorded_at=None, reason="x", author_name="")
    )
    session.commit()

    assert tell(session) == 0


def test_who_forgets_to_say_when_a_step_was_recorded_makes_news_all_the_same(session, radweg, follow):
    follow()
    step = StatusChange(status=Status.DECIDED, on=date(2026, 3, 3), reason="x", author_name="")
    radweg.history.append(step)
    session.commit()

    found = news.collect(session, since=step.recorded_at - timedelta(seconds=1), until=datetime.now(UTC))

    assert [one.kind for one in found] == ["status"]
