from beteiligung.leicht import compounds
from beteiligung.sharing.lines import fitted, wide

SIZES = ((60, 2), (40, 3))


def test_a_short_text_is_set_large_on_one_line():
    assert fitted("Spielplatz", SIZES, 600) == (("Spielplatz",), 60, True)


def test_a_longer_text_is_set_smaller_before_anything_is_left_out():
    found = fitted("Radweg an der Königsallee zwischen Bahnhof und Schauspielhaus", SIZES, 620)

    assert found.size == 40
    assert found.is_whole
    assert " ".join(found.lines) == "Radweg an der Königsallee zwischen Bahnhof und Schauspielhaus"


def test_what_does_not_fit_ends_with_dots_and_not_in_a_word():
    found = fitted("ein Weg " * 60, SIZES, 500)

    assert len(found.lines) == 3
    assert found.lines[-1].endswith((" …", "Weg…", "ein…"))
    assert not found.is_whole


def test_a_long_german_word_is_parted_where_a_reader_parts_it():
    found = fitted("Straßenbahnhaltestellenprogramm", SIZES, 500, compounds.parts)

    assert len(found.lines) > 1
    assert all(line.endswith("-") for line in found.lines[:-1])
    assert "".join(line.removesuffix("-") for line in found.lines) == "Straßenbahnhaltestellenprogramm"


def test_a_word_of_nobody_is_parted_anywhere_and_never_wider_than_the_line():
    for text in ("x" * 70, "W" * 50, "ж" * 60, "م" * 90, "e\u0301" * 80, "漢" * 40):
        found = fitted(text, ((40, 9),), 400)
        assert len(found.lines) > 1
        assert all(wide(line, 40) <= 400 for line in found.lines), text
        assert not any(line.startswith("\u0301") for line in found.lines)


def test_nothing_is_one_empty_line():
    assert fitted("", SIZES, 500).lines == ("",)
    assert fitted(" \n ", SIZES, 500).lines == ("",)


def test_a_word_with_hyphens_is_parted_there_and_keeps_its_letters():
    found = fitted("Die Bezirks-Vertretungen wissen mehr als U-Bahnen", ((40, 4),), 320)

    assert found.lines[0] == "Die Bezirks-"
    assert "U-Bahnen" in " ".join(found.lines)
    assert "".join(found.lines).replace(" ", "") == "DieBezirks-VertretungenwissenmehralsU-Bahnen"
