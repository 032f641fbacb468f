"""What the checker says beside the easy text on the page of the administration."""

import pytest

from beteiligung.views.easy_words import pieces

from .test_vorhaben_desk import DESK, FIRST, Form, address, staff, stored  # noqa: F401

EASY = {"texts-1-lang": "de-simple", "texts-1-title": "Ein Teich"}
HARD = "Der Teich ist neu.\r\nEr wird von <b>Anna</b> gebaut.\r\nDer Bus fährt nicht."


@pytest.fixture
def page(staff, session, radweg):  # noqa: F811
    """The form as it stands, with the place of its easy text."""
    form = Form(staff.get(address(radweg)).text)
    at = next(name for name, value in form.fields if value == "de-simple").removesuffix("-lang")
    return form, at


def test_findings_stand_beside_what_was_typed_and_nothing_is_stored(staff, session, radweg, page):  # noqa: F811
    form, at = page
    changes = {f"{at}-title": "Ein Teich", f"{at}-description": HARD, "office": "Neues Amt", "pruefen": "1"}

    answer = staff.post(address(radweg), data=form.filled(**changes))

    assert answer.status_code == 200
    assert "<mark>wird von &lt;b&gt;Anna&lt;/b&gt; gebaut</mark>" in answer.text
    assert 'id="z-description-2"' in answer.text and 'href="#z-description-2"' in answer.text
    assert "LS-PASS" in answer.text and "LS-NEG" in answer.text
    assert 'value="Neues Amt"' in answer.text
    assert stored(session).office != "Neues Amt"
    assert "de-simple" not in {text.lang for text in stored(session).texts if text.title == "Ein Teich"}


def test_a_hard_text_is_stored_all_the_same_and_findings_follow(staff, session, radweg, page):  # noqa: F811
    form, at = page

    answer = staff.post(address(radweg), data=form.filled(**{f"{at}-title": "Ein Teich", f"{at}-description": HARD}))

    assert answer.status_code == 303
    assert "LS-PASS" in staff.get(address(radweg)).text


def test_short_texts_are_checked_in_the_lines_of_the_page(staff, radweg, page):  # noqa: F811
    form, at = page
    changes = {f"{at}-title": "Teich", f"{at}-summary": "Der Teich ist neu. Er ist groß.", "pruefen": "1"}

    answer = staff.post(address(radweg), data=form.filled(**changes))

    assert "LS-LINE" not in answer.text and "Die Prüfung hat nichts gefunden." in answer.text


def test_checking_a_new_one(staff):  # noqa: F811
    form = Form(staff.get(f"{DESK}/neu").text)
    at = next(name for name, value in form.fields if value == "de-simple").removesuffix("-lang")

    answer = staff.post(
        f"{DESK}/neu", data=form.filled(**{**FIRST, f"{at}-title": "Der Bus kommt nicht", "pruefen": "1"})
    )

    assert answer.status_code == 200 and "LS-NEG" in answer.text


@pytest.mark.parametrize(
    ("places", "wanted"),
    [
        ([], [("abcdef", False)]),
        ([(0, 6)], [("abcdef", True)]),
        ([(1, 3), (2, 4)], [("a", False), ("bc", True), ("d", True), ("ef", False)]),
        ([(4, 4), (3, 3)], [("abcdef", False)]),
    ],
)
def test_a_line_is_cut_where_findings_are(places, wanted):
    assert list(pieces("abcdef", places)) == wanted
