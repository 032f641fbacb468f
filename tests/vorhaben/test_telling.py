"""What is known of a text in another language: who made it, who read it, whether the German one is newer."""

from datetime import date, timedelta

import pytest

from beteiligung.origin import Origin
from beteiligung.vorhaben import editing
from beteiligung.vorhaben.models import Version, VorhabenText
from beteiligung.vorhaben.snapshot import TEXTS, stamp

from ..records import NOW

LATER = NOW + timedelta(days=3)
CHECK = {"checked_by": "Prüfgruppe Süd", "checked_on": date(2026, 2, 2)}


@pytest.fixture
def told(session, radweg):
    """The German text and what follows it in English and easy German."""
    for lang in ("en", "de-simple"):
        words = {"title": lang, "summary": lang}
        radweg.texts.append(VorhabenText(lang=lang, **dict.fromkeys(TEXTS, "") | words))
    session.commit()
    return radweg


def save(session, vorhaben, person, now=LATER, **texts):
    """Save these languages with some words changed; ``de_simple`` stands for ``de-simple``."""
    values = editing.values_of(vorhaben)["texts"]
    wanted = {lang.replace("_", "-"): words for lang, words in texts.items()}
    changed = {lang: {**values.get(lang, {}), **words} for lang, words in wanted.items()}
    editing.edit(session, vorhaben, person, {"texts": changed}, seen=stamp(vorhaben), now=now)
    session.commit()
    session.expire_all()
    return {text.lang: text for text in vorhaben.texts}


def test_a_change_of_the_german_text_leaves_all_others_behind(session, told, amt):
    texts = save(session, told, amt, de={"summary": "Jetzt breiter."})

    assert [lang for lang, text in sorted(texts.items()) if told.is_older(text)] == ["de-simple", "en"]
    assert (texts["de"].edition, texts["de"].author, texts["de"].written_at) == (2, "Amt für Grün", LATER)
    assert texts["en"].written_at is None


def test_saving_without_a_change_leaves_nothing_behind(session, told, amt):
    texts = save(session, told, amt, de={}, en={})

    assert not any(map(told.is_older, texts.values()))
    assert texts["de"].author == ""


def test_what_is_written_after_the_german_text_follows_it(session, told, amt):
    save(session, told, amt, de={"summary": "Jetzt breiter."})
    texts = save(session, told, amt, en={"summary": "Wider now."})

    assert [lang for lang, text in sorted(texts.items()) if told.is_older(text)] == ["de-simple"]
    assert (texts["en"].author, texts["en"].written_at) == ("Amt für Grün", LATER)


def test_both_in_one_go_are_in_step(session, told, amt):
    texts = save(session, told, amt, en={"summary": "Wider now."}, de={"summary": "Jetzt breiter."})

    assert not told.is_older(texts["en"])
    assert told.is_older(texts["de-simple"])


def test_a_text_may_still_fit(session, told, amt):
    save(session, told, amt, de={"summary": "Jetzt breiter, Tippfehler."})
    texts = save(session, told, amt, en={"still_fits": True})

    assert not told.is_older(texts["en"])
    assert texts["en"].author == ""


def test_a_new_language_follows_the_german_text_of_that_day(session, told, amt):
    save(session, told, amt, de={"summary": "Neu."})
    texts = save(session, told, amt, tr={"title": "Bisiklet yolu", "summary": "Kısa."})

    assert texts["tr"].origin == Origin.WRITTEN
    assert not told.is_older(texts["tr"])


def test_only_a_check_makes_a_text_one_in_leichte_sprache(session, told, amt):
    texts = save(session, told, amt, de_simple=CHECK)

    assert texts["de-simple"].is_checked
    assert not texts["en"].is_checked
    newest = session.query(Version).order_by(Version.number.desc()).first()
    assert newest.snapshot["text.de-simple.checked"] == "Prüfgruppe Süd, 2026-02-02"


def test_whoever_changes_a_checked_text_takes_the_check_away(session, told, amt):
    save(session, told, amt, de_simple=CHECK)
    texts = save(session, told, amt, de_simple={"summary": "Der Weg ist neu."})

    assert not texts["de-simple"].is_checked
    assert texts["de-simple"].checked_by == ""


def test_a_new_check_comes_with_the_new_words(session, told, amt):
    save(session, told, amt, de_simple=CHECK)
    again = {"summary": "Der Weg ist neu.", **CHECK, "checked_on": date(2026, 3, 3)}
    texts = save(session, told, amt, de_simple=again)

    assert texts["de-simple"].checked_on == date(2026, 3, 3)


def test_the_german_text_may_change_and_the_check_stays_with_a_mark(session, told, amt):
    save(session, told, amt, de_simple=CHECK)
    texts = save(session, told, amt, de={"goal": "Sicher ankommen."})

    assert texts["de-simple"].is_checked
    assert told.is_older(texts["de-simple"])


def test_what_a_machine_made_says_so_until_somebody_corrects_it(session, told, amt):
    drafted = {"title": "Bisiklet", "summary": "Kısa.", "drafted": "machine"}
    assert save(session, told, amt, tr=drafted)["tr"].origin == Origin.MACHINE

    assert save(session, told, amt, tr={})["tr"].origin == Origin.MACHINE
    assert save(session, told, amt, tr={"title": "Bisiklet yolu"})["tr"].origin == Origin.CORRECTED
    assert save(session, told, amt, tr={"title": "Yol"})["tr"].origin == Origin.CORRECTED


@pytest.mark.parametrize(
    ("wanted", "there", "given"),
    [
        ("en", ("de", "en"), "en"),
        ("en-GB", ("de", "en"), "en"),
        ("de-simple", ("en", "de"), "de"),
        ("tr", ("en", "de"), "de"),
        ("tr", ("en",), "en"),
    ],
)
def test_one_function_chooses_the_text_for_a_reader(radweg, wanted, there, given):
    radweg.texts = [VorhabenText(lang=lang, title=lang, summary="x") for lang in there]

    assert (radweg.text_in(wanted).lang, radweg.title_in(wanted)) == (given, given)
