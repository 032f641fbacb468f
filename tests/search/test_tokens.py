import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beteiligung.search import tokens
from beteiligung.search.tokens import PART, STEM, parts, stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Radwege", "Radweg"),
        ("Spielplätze", "Spielplatz"),
        ("Spielplaetze", "Spielplatz"),
        ("Strasse", "Straße"),
        ("STRASSE", "Straßen"),
        ("Fussweg", "Fußwege"),
        ("gruen", "Grün"),
        ("Hoentrop", "Höntrop"),
        ("Wattenscheider", "Wattenscheid"),
        ("Bäume", "Baum"),
        ("Schulhöfe", "Schulhof"),
        (unicodedata.normalize("NFD", "Höfe"), "Hof"),
        ("Ｒａｄｗｅｇ", "Radweg"),
    ],
)
def test_words_with_the_same_german_stem(one, other):
    assert stem(one, "de") == stem(other, "de")


@pytest.mark.parametrize(
    ("one", "other", "lang"),
    [
        ("playgrounds", "playground", "en"),
        ("pistes", "piste", "fr"),
        ("parklar", "park", "tr"),
        ("парки", "парк", "ru"),
    ],
)
def test_words_with_the_same_stem_in_their_language(one, other, lang):
    assert stem(one, lang) == stem(other, lang)


def test_a_language_without_a_stemmer_is_compared_as_written():
    assert tokens.tokens("парки міста", "uk") == "міста парки"


def test_easy_german_is_german():
    assert tokens.tokens("Die Spielplätze", "de-simple") == tokens.tokens("Die Spielplätze", "de")


@pytest.mark.parametrize("lang", sorted(tokens.STEMMED))
def test_every_language_has_its_stemmer(lang):
    assert stem("Radweg", lang)


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("kinderspielplatz", {"spielplatz", "platz"}),
        ("radverkehrsanlag", {"verkehrsanlag", "anlag"}),
        ("radweg", {"weg"}),
        ("freibad", {"bad"}),
        ("schulhof", {"hof"}),
        ("strassenbaumpflanz", {"baumpflanz", "pflanz"}),
    ],
)
def test_later_parts_of_a_compound(word, found):
    assert found <= set(parts(word))


@pytest.mark.parametrize(
    ("word", "inside"),
    [
        ("beispiel", "spiel"),
        ("verkehr", "kehr"),
        ("verschont", "hont"),
        ("entwickl", "wickl"),
        ("parad", "rad"),
        ("weg", "weg"),
    ],
)
def test_what_is_no_part(word, inside):
    assert inside not in parts(word)


def test_words_with_hyphens_are_found_apart_and_together():
    found = tokens.tokens("Rad-Weg", "de").split()

    assert {"rad", "weg", "radweg", f"de{STEM}radweg", f"de{PART}weg"} <= set(found)


def test_what_cannot_be_seen_splits_no_word():
    assert tokens.tokens("Spiel\u00adplatz Bau\u200bstelle", "de") == tokens.tokens("Spielplatz Baustelle", "de")


def test_numbers_have_no_stem():
    assert tokens.tokens("Linie 310, 2027", "de") == f"2027 310 {' '.join(sorted(tokens.of_unit('Linie', 'de')))}"


def test_signs_are_no_words():
    assert tokens.tokens("%_ * \" ' ( ) : ^ + - | & ! \\ \x00 👩‍👩‍👧 ½", "de") == "12"


def test_long_words_and_long_texts_stay_bounded():
    assert max(map(len, tokens.tokens("a" * 100_000, "de").split())) <= tokens.LONGEST_WORD + 3
    many = " ".join(f"wort{chr(97 + n % 26)}{n}" for n in range(30_000))
    assert len(tokens.tokens(many, "de").split()) == tokens.MOST_WORDS


def test_what_a_mistyped_word_may_have_meant():
    assert set(tokens.spellings(tokens.tokens("Spielplätze 2027 am A40", "de"))) == {"spielplatze", "spielplatz"}


@given(st.text(max_size=200), st.sampled_from(["de", "en", "tr", "ar", "uk", "de-simple"]))
def test_any_text_becomes_tokens_without_anything_that_a_database_would_obey(text, tag):
    for token in tokens.tokens(text, tag).split(" "):
        assert all(c.isalnum() or c in STEM + PART for c in token)
        assert token == token.strip()


@given(st.text(max_size=80))
def test_capitals_and_the_way_of_writing_letters_do_not_matter(text):
    assert tokens.tokens(unicodedata.normalize("NFD", text), "de") == tokens.tokens(
        unicodedata.normalize("NFC", text), "de"
    )
