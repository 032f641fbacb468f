import re
from gettext import c2py
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from beteiligung.i18n import shipped

ROOT = Path(__file__).parents[1]
PLACE = re.compile(r"%\((\w+)\)([a-z])")
LANGUAGES = ("de", "de@simple", "en", "tr", "ar", "uk", "ru", "pl", "ro", "bg", "fa", "fr")


def read(name, locale=None):
    path = shipped("translations") / name
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def language(name):
    return read(f"{name}/LC_MESSAGES/beteiligung.po", locale=name.split("@")[0])


def key(message):
    return message.id if isinstance(message.id, tuple) else (message.id,)


def strings(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


def ids(catalogue):
    return {key(message) for message in catalogue if message.id}


def test_the_template_holds_exactly_what_the_source_says():
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None, "N_": None}
    found = extract_from_dir(ROOT, methods, options, keywords=keywords)
    said = {(m if isinstance(m, tuple) else (m,)) for _file, _line, m, _comments, _context in found}

    assert said - ids(read("beteiligung.pot")) == set(), "run: make messages"
    assert ids(read("beteiligung.pot")) - said == set(), "run: make messages"


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_message_is_told_in_every_language(name):
    catalogue = language(name)

    assert ids(catalogue) == ids(read("beteiligung.pot"))
    assert [m.id for m in catalogue if m.id and not all(strings(m))] == []
    assert [m.id for m in catalogue if m.fuzzy and m.id] == []


@pytest.mark.parametrize("name", LANGUAGES)
def test_plurals_have_all_their_forms(name):
    catalogue = language(name)

    wrong = [m.id for m in catalogue if m.id and m.pluralizable and len(strings(m)) != catalogue.num_plurals]

    assert wrong == []


def forms_of_one_number(expression):
    """The plural forms that stand for a single number, such as one or two: they may say it in words. Zero is no more
    than a neighbour of one: French counts it so."""
    numbers = {}
    for number in range(300):
        numbers.setdefault(c2py(expression)(number), set()).add(number)
    return {form for form, those in numbers.items() if len(those - {0}) <= 1}


@pytest.mark.parametrize("name", LANGUAGES)
def test_translations_keep_the_places(name):
    """Easy German may leave a detail out; nobody may ask for one that is not there."""
    wrong, catalogue = [], language(name)
    alone = forms_of_one_number(catalogue.plural_expr)
    for message in catalogue:
        if not message.id:
            continue
        singular, *plural = key(message)
        wanted = set(PLACE.findall(plural[0] if plural else singular))
        for index, string in enumerate(strings(message)):
            has, one_will_do = set(PLACE.findall(string)), plural and index in alone
            needed = set() if name == "de@simple" else wanted - ({("num", "d")} if one_will_do else set())
            if string and not needed <= has <= wanted:
                wrong.append((message.id, string))
    assert wrong == []


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_string_can_be_filled_in(name):
    """A single percent sign would be an error only on the day somebody sees that page."""
    for message in (one for one in language(name) if one.id):
        values = dict.fromkeys((place for string in key(message) for place, _ in PLACE.findall(string)), 1)
        for string in strings(message):
            assert string % values is not None


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_sentence_with_a_date_at_its_end_ends(name):
    """No language lends its full stop to a date: dates are written so that they have none."""
    ends = re.compile(r"%\((?:day|when|last|end|moment|until)\)s$")

    assert [m.string for m in language(name) if m.id and key(m)[-1].endswith(".") and ends.search(strings(m)[-1])] == []


@pytest.mark.parametrize("name", ["uk", "ru", "pl"])
def test_words_before_a_weekday_do_not_bend_it(name):
    """“Участие до: понедельник, 14 декабря”; without the colon the weekday would need another case."""
    catalogue = language(name)

    assert [msgid for msgid in ("Take part until", "until") if not catalogue.get(msgid).string.endswith(":")] == []


def test_easy_german_has_no_hard_words():
    """Interface strings only; what is told of a Vorhaben is data and is checked where it is written."""
    hard = re.compile(r"\b(Moderatorinnen|gemäß|hinsichtlich|bzw\.|ggf\.|Kontaktaufnahme)")

    assert [m.string for m in language("de@simple") if m.id and any(hard.search(s) for s in strings(m))] == []
