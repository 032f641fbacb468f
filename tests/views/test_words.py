import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask_babel import force_locale

from beteiligung.i18n import gettext_name
from beteiligung.views import labels, words
from beteiligung.vorhaben.models import Precision, Status, Vorhaben, VorhabenText

from .. import records

WINTER = datetime(2026, 12, 11, 17, 0, tzinfo=UTC)  # 18:00 in Bochum


@pytest.fixture
def engine(sqlite_engine):
    """Words do not depend on the database."""
    return sqlite_engine


@pytest.fixture
def said(app):
    """``said("en", function, …)``: what a function says in that language."""

    def say(tag, function, *arguments):
        with app.test_request_context(f"/beteiligung/{tag}/vorhaben"), force_locale(gettext_name(tag)):
            return str(function(*arguments)).replace("\u202f", " ").replace("\xa0", " ")

    return say


@pytest.mark.parametrize(
    ("tag", "precision", "shown"),
    [
        ("de", Precision.DAY, "1. Oktober 2027"),
        ("de", Precision.MONTH, "Oktober 2027"),
        ("de", Precision.QUARTER, "4. Quartal 2027"),
        ("de", Precision.YEAR, "2027"),
        ("de", None, "1. Oktober 2027"),
        ("de-simple", Precision.QUARTER, "4. Quartal 2027"),
        ("en", Precision.DAY, "October 1, 2027"),
        ("en", Precision.MONTH, "October 2027"),
        ("en", Precision.QUARTER, "4th quarter 2027"),
        ("en", Precision.YEAR, "2027"),
    ],
)
def test_dates_as_exact_as_they_are_known(said, tag, precision, shown):
    assert said(tag, words.when, date(2027, 10, 1), precision) == shown


@pytest.mark.parametrize(
    ("tag", "day", "full_day", "month"),
    [
        ("uk", "5 листопада 2026 року", "четвер, 5 листопада 2026 року", "листопад 2026 року"),
        ("ru", "5 ноября 2026 года", "четверг, 5 ноября 2026 года", "ноябрь 2026 года"),
        ("bg", "5 ноември 2026 година", "четвъртък, 5 ноември 2026 година", "ноември 2026 година"),
        ("pl", "5 listopada 2026", "czwartek, 5 listopada 2026", "listopad 2026"),
    ],
)
def test_no_date_ends_with_a_point_of_its_own(said, tag, day, full_day, month):
    """Sentences end with one: "2026 р.." would stand there."""
    on = date(2026, 11, 5)

    assert said(tag, words.day, on) == day
    assert said(tag, words.full_day, on) == full_day
    assert said(tag, words.when, on, Precision.MONTH) == month


def test_no_date_is_no_word(said):
    assert said("de", words.when, None, None) == ""


@pytest.mark.parametrize(("tag", "shown"), [("de", "Freitag, 11. Dezember"), ("en", "Friday, December 11")])
def test_a_weekday_comes_along(said, tag, shown):
    assert said(tag, words.weekday, date(2026, 12, 11)).startswith(shown)


def test_moments_are_those_of_the_citys_clock(said):
    assert "18:00" in said("de", words.moment, WINTER)
    assert "19:00" in said("de", words.moment, WINTER.replace(month=7))


@pytest.mark.parametrize(
    ("until", "shown"),
    [
        (WINTER, "Freitag, 11. Dezember, 18:00"),
        (datetime(2026, 12, 11, 23, 0, tzinfo=UTC), "Freitag, 11. Dezember"),
        (datetime(2026, 7, 31, 22, 0, tzinfo=UTC), "Freitag, 31. Juli"),
        (datetime(2026, 7, 31, 22, 1, tzinfo=UTC), "Samstag, 1. August, 00:01"),
    ],
)
def test_midnight_belongs_to_the_day_before(said, until, shown):
    assert said("de", words.deadline, Vorhaben(open_until=until)).startswith(shown)


@pytest.mark.parametrize(
    ("before", "tag", "shown"),
    [
        (timedelta(hours=1), "de", "heute ist der letzte Tag"),
        (timedelta(days=1), "de", "noch 1 Tag"),
        (timedelta(days=19), "de", "noch 19 Tage"),
        (timedelta(days=1), "en", "1 day left"),
        (timedelta(days=19), "en", "19 days left"),
    ],
)
def test_how_many_days_are_left(said, before, tag, shown):
    assert said(tag, words.days_left, Vorhaben(open_until=WINTER), WINTER - before).lower() == shown.lower()


def test_days_are_counted_by_the_calendar_of_the_city(said):
    """At 23:30 in Bochum the last day is tomorrow, although less than a day is left."""
    late = datetime(2026, 12, 10, 22, 30, tzinfo=UTC)

    assert said("de", words.days_left, Vorhaben(open_until=WINTER), late) == "noch 1 Tag"


@pytest.mark.parametrize(
    ("fields", "de", "en"),
    [
        ({}, "noch ohne Termin", "No date yet"),
        ({"start_on": date(2027, 1, 1), "start_precision": Precision.YEAR}, "ab 2027", "from 2027"),
        ({"end_on": date(2027, 1, 1), "end_precision": Precision.YEAR}, "bis 2027", "until 2027"),
        (
            {
                "start_on": date(2027, 1, 1),
                "start_precision": Precision.YEAR,
                "end_on": date(2028, 3, 1),
                "end_precision": Precision.MONTH,
            },
            "2027 bis März 2028",
            "2027 to March 2028",
        ),
        (
            {
                "start_on": date(2027, 1, 1),
                "start_precision": Precision.YEAR,
                "end_on": date(2027, 1, 1),
                "end_precision": Precision.YEAR,
            },
            "2027",
            "2027",
        ),
    ],
)
def test_times_in_one_phrase(said, fields, de, en):
    assert said("de", words.times, Vorhaben(**fields)).lower() == de.lower()
    assert said("en", words.times, Vorhaben(**fields)) == en


@pytest.mark.parametrize(
    ("end", "first", "late"),
    [
        ((2028, Precision.YEAR), (2027, Precision.YEAR), True),
        ((2027, Precision.YEAR), (2027, Precision.YEAR), False),
        ((2026, Precision.YEAR), (2027, Precision.YEAR), False),
        ((2027, Precision.QUARTER), (2027, Precision.YEAR), False),
        ((2027, Precision.YEAR), (2027, Precision.QUARTER), True),
        (None, (2027, Precision.YEAR), False),
        ((2027, Precision.YEAR), None, False),
    ],
)
def test_later_than_planned(end, first, late):
    def columns(name, when):
        return {f"{name}{suffix}": value for suffix, value in zip(("", "_precision"), when, strict=True)}

    fields = {}
    if end:
        fields |= {"end_on": date(end[0], 1, 1), "end_precision": end[1]}
    if first:
        fields |= {"end_first": date(first[0], 1, 1), "end_first_precision": first[1]}

    assert words.is_late(Vorhaben(**fields)) is late


@pytest.mark.parametrize(
    ("tag", "there", "told"),
    [
        ("de", ("de", "en"), "de"),
        ("en", ("de", "en"), "en"),
        ("en", ("de",), "de"),
        ("de-simple", ("de", "de-simple"), "de-simple"),
        ("de-simple", ("en", "de"), "de"),
        ("en", ("fr",), "fr"),
    ],
)
def test_told_in_the_readers_language_else_in_german(app, tag, there, told):
    record = Vorhaben(texts=[VorhabenText(lang=lang, title=lang, summary="x") for lang in there])
    with app.test_request_context(headers={"Accept-Language": tag}):
        assert words.told(record).lang == told


def test_what_is_open_is_called_open_and_what_is_over_is_not(app):
    now = records.today()
    for status in Status:
        assert labels.of(records.vorhaben(status=status, open_for=3), now).slug == "beteiligung"
    over = labels.of(records.vorhaben(open_for=-3), now)
    assert over.slug != "beteiligung"
    assert labels.of(records.vorhaben(status=Status.DONE, open_for=-3), now).slug == "fertig"


def test_seven_steps_and_two_states_beside_them():
    assert [labels.step_number(status) for status in Status] == [1, 2, 3, 4, 5, 6, 7, None, None]
    assert set(labels.STATUS) == set(Status)
    slugs = [label.slug for label in labels.STATUS.values()]
    assert len(set(slugs)) == len(slugs)
    assert set(labels.STATUS_BY_SLUG.values()) == set(Status)


@pytest.mark.parametrize(
    ("tag", "listed", "cut"),
    [
        ("de", "Bänke, Licht", "Bänke; Licht"),
        ("tr", "Bänke, Licht", "Bänke; Licht"),
        ("ar", "Bänke، Licht", "Bänke؛ Licht"),
        ("fa", "Bänke، Licht", "Bänke؛ Licht"),
    ],
)
def test_lists_take_the_comma_of_the_script(said, tag, listed, cut):
    parts = ("Bänke", "", None, "Licht")
    assert said(tag, words.joined, parts) == listed
    assert said(tag, words.joined, parts, ";") == cut


@pytest.mark.parametrize(
    ("tag", "shown"),
    [("de", "„Teich“, „See“"), ("en", "“Teich”, “See”"), ("ar", "«Teich»، «See»"), ("fr", "« Teich », « See »")],
)
def test_what_was_typed_stands_in_the_quotation_marks_of_the_language(said, tag, shown):
    assert said(tag, words.quoted_list, ("Teich", "See")) == shown


def test_no_page_writes_a_latin_comma_between_two_values():
    templates = shipped_templates()
    bare = re.compile(r"(?:\}\}|%\}|</[a-z]+>), (?:\{\{|\{%|<[a-z])|\{\{ \", \" if|join\(\"[,;] \"\)")
    found = [f"{path.name}: {hit[0]}" for path in templates for hit in bare.finditer(path.read_text(encoding="utf-8"))]
    assert templates
    assert found == []


def shipped_templates():
    """The pages; a letter is written in the host's own frame, and a field of a form is read by the form."""
    folder = Path(words.__file__).parents[1] / "templates" / "beteiligung"
    return [path for path in folder.rglob("*.html") if path.parent.name != "mail" and path.name != "zusage.html"]
