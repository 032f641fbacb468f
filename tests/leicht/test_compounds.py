import pytest

from beteiligung.leicht import dotted, hyphenated, plain


@pytest.mark.parametrize(
    ("word", "hyphens", "dots"),
    [
        ("Bezirksvertretung", "Bezirks-Vertretung", "Bezirks·vertretung"),
        ("Straßenbahn", "Straßen-Bahn", "Straßen·bahn"),
        ("Naturschutzgebiete", "Natur-Schutz-Gebiete", "Natur·schutz·gebiete"),
        ("Bürgerbeteiligung", "Bürger-Beteiligung", "Bürger·beteiligung"),
    ],
)
def test_a_word_made_of_words_is_parted(word, hyphens, dots):
    assert (hyphenated(word), dotted(word)) == (hyphens, dots)
    assert plain(dots) == word


@pytest.mark.parametrize(
    "word",
    [
        "",
        "Rathaus",
        "Urteil",
        "Abteilung",
        "Lehrerinnen",
        "Standort",
        "Blumento",
        "Krankenhaus",
        "Stadt-Park",
        "ẞİ",
        "7",
    ],
)
def test_any_other_stays_whole(word):
    assert hyphenated(word) == dotted(word) == word


def test_only_nouns_get_hyphens():
    assert hyphenated("stadtweg") == "stadtweg"
    assert dotted("stadtweg") == "stadt·weg"


def test_an_endless_word_takes_no_time():
    assert hyphenated("Haus" * 10_000) == "Haus" * 10_000


def test_plain_keeps_everything_else():
    assert plain("Haus\u00adtür, Haus\u2027tür – 3·4") == "Haustür, Haustür – 34"
