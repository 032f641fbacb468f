"""Names stand where a dictionary of the language has them."""

import pytest

from beteiligung.collation import ALPHABETS, sort_key

WORDS = {
    "de": ["Aachen", "Änderung", "Apfel", "Öl", "Ort", "Straße 10", "Straße 9", "Strasse West", "Über", "Ufer"],
    "de-simple": ["Auto", "Bus", "Öl"],
    "en": ["apple", "Banana", "cherry"],
    "fr": ["cote", "école", "été", "Étude", "zèbre"],
    "tr": [
        "cam",
        "çam",
        "gaz",
        "ğ",
        "halk",
        "ılık",
        "Isı",
        "izler",
        "İzmir",
        "orman",
        "özel",
        "süt",
        "şehir",
        "uç",
        "üç",
    ],
    "pl": ["las", "lód", "łąka", "mapa", "Śląsk", "Świat", "zamek", "źródło", "żaba"],
    "ro": ["an", "ăsta", "până", "sat", "șapte", "tare", "țară", "zi"],
    "uk": ["ганок", "ґанок", "дім", "єдність", "життя", "ива", "іній", "їжак", "йод", "юшка", "яма"],
    "ru": ["ель", "ёлка", "жук", "игра", "йод", "эхо", "яма"],
    "bg": ["вода", "ден", "щука", "ъгъл", "юг", "яма"],
    "ar": ["أسد", "باب", "تمر", "جسر", "كتاب", "هرم", "وادي", "يوم"],
    "fa": ["آب", "برف", "پل", "چای", "ژاله", "کتاب", "گل", "میدان", "وقت", "هوا", "یخ"],
}


@pytest.mark.parametrize("lang", WORDS)
def test_each_language_has_its_own_order(lang):
    mixed = sorted(WORDS[lang], key=lambda word: word[::-1])

    assert sorted(mixed, key=lambda word: sort_key(word, lang)) == WORDS[lang]


@pytest.mark.parametrize("language", ALPHABETS)
def test_an_alphabet_has_each_letter_once(language):
    letters = ALPHABETS[language].split()

    assert len(letters) == len(set(letters)) > 25


def test_codepoints_alone_would_be_wrong():
    """The proof that these tests can fail."""
    for lang in ("tr", "pl", "uk", "fa", "ro", "de"):
        assert sorted(WORDS[lang]) != WORDS[lang]


def test_quotation_marks_and_capitals_do_not_count():
    assert sort_key("„Grüner Weg“", "de") == sort_key("grüner weg", "de")
    assert sort_key("", "de") == sort_key("—", "ar") == ()


def test_another_script_comes_last():
    assert sort_key("Straße", "uk") > sort_key("яма", "uk")
    assert sort_key("3. Mai", "uk") < sort_key("аби", "uk")
