"""What holds for any text: offsets slice, spans keep their order, nothing crashes, work grows with the text."""

import sys

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beteiligung.vereinbarung.documents import Unreadable, decode, text_of
from beteiligung.vereinbarung.reader.limits import Refusal
from beteiligung.vereinbarung.reader.places import Gazetteer, Place
from beteiligung.vereinbarung.reading import read

SENTENCES = [
    "Wir werden das Bad bis 2027 sanieren.",
    "Die Stadt prüft, ob eine Halle gebaut werden kann.",
    "Es ist, was es ist.",
    "Das Netz soll aus-",
    "gebaut werden.",
    "Mobilität",
    "Vertrag 2025 – 2030",
    "Seite 3",
    "zwischen",
    "„Haus der Kulturen“",
    "Wir",
    "und",
    "Inhalt",
    "Mobilität ..... 3",
    "**Wohnen**",
    "**Wohnen:** Wir bauen.",
    "| a | b |",
    "a\tb",
    "Wir erwarten vom Land, dass",
    "setzen uns für ein",
    "prüfen, ob",
    ", die",
    "dass",
    "---",
    "===",
    "Neustadt, den 3. Mai 2026",
    "*) davon 9",
    "20.15 Uhr",
    "ist zu",
]
MARKS = ["", "- ", "• ", "o ", "1. ", "a) ", "# ", "## ", "  - ", "* ", "\f", "### - ", "•", "> "]
LINES = st.builds("".join, st.tuples(st.sampled_from(MARKS), st.sampled_from(SENTENCES)))
AGREEMENTS = st.lists(LINES | st.just("") | st.text(max_size=30), max_size=40).map("\n".join)
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
GAZETTEER = Gazetteer([Place("Haus der Kulturen", "building"), Place("Nord", "bezirk")])


@QUICK
@given(AGREEMENTS)
def test_offsets_slice_in_order_and_never_overlap(source):
    reading = read(source, gazetteer=GAZETTEER)
    last = 0
    for clause in reading.clauses:
        assert last <= clause.start < clause.end <= len(source)
        assert source[clause.start : clause.end].strip() == source[clause.start : clause.end]
        assert clause.text and clause.title and len(clause.title) <= 80
        for part in clause.parts:
            assert clause.start < part["start"] < part["end"] <= clause.end
        last = clause.end


@QUICK
@given(AGREEMENTS)
def test_the_same_text_reads_the_same_and_fingerprints_are_unique(source):
    first, second = read(source), read(source)
    assert [c.as_dict() for c in first.clauses] == [c.as_dict() for c in second.clauses]
    assert len({c.fingerprint for c in first.clauses}) == len(first.clauses)


@QUICK
@given(st.text(max_size=400))
def test_no_text_crashes(source):
    read(source, gazetteer=GAZETTEER)


@QUICK
@given(st.binary(max_size=300))
def test_no_bytes_crash(data):
    try:
        read(decode(data))
    except Refusal as refusal:
        assert refusal.code in ("binary", "wrong_encoding")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([b"%PDF-1.4\n", b"PK\x03\x04", b"PK\x05\x06", b"\xff\xfe", b"\xef\xbb\xbf"]),
    st.binary(max_size=200),
)
def test_no_file_crashes(tmp_path, head, data):
    path = tmp_path / "any.bin"
    path.write_bytes(head + data)
    try:
        text_of(path, limit=10_000)
    except Unreadable as error:
        assert str(error)


def steps(source):
    """How many Python function calls a reading takes: a measure of work that no slow machine disturbs."""
    count = 0

    def tick(frame, event, arg):
        nonlocal count
        count += event == "call"

    sys.setprofile(tick)
    try:
        read(source)
    finally:
        sys.setprofile(None)
    return count


def agreement(chapters):
    return "".join(
        f"## Thema {n}\n\n"
        + "".join(
            f"- Wir werden bis 20{30 + i} Projekt {n} und {i} in der Stadt beginnen, das hilft.\n" for i in range(9)
        )
        for n in range(chapters)
    )


def test_work_grows_in_proportion_to_the_text():
    small, large = steps(agreement(8)), steps(agreement(80))
    assert large < 13 * small


def test_endless_words_and_marks_are_read_in_reasonable_work():
    for source in (
        "a" * 200_000,
        "A-" * 50_000,
        "- " * 50_000,
        "ist zu" * 30_000,
        "*a" * 50_000,
        "„" * 50_000,
        "(" * 50_000,
    ):
        assert steps(source) < 400_000
