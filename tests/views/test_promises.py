"""What the public reads about the promises: everything that counts, and nothing that is not published."""

import pytest

from beteiligung.vereinbarung.models import Review
from beteiligung.vorhaben.models import Publication, Status, VorhabenText

from .. import records
from ..hosts import log_in
from ..pages import Page
from ..records import NOW
from .desk import many_clauses

PAGE = "/beteiligung/de/was-wurde-daraus"


@pytest.fixture
def told(session, bezirke):
    """One promise for each progress, one of them in another chapter, and one that has nothing."""
    agreement = records.vereinbarung("FERTIG wird sie.", "LAUFEND wird sie.", "SPÄT wird sie.", "NUR gesagt.")
    late = agreement.clauses[2]
    late.chapter, late.deadlines = "Arbeit & Wirtschaft", [{"to": "2021-12-31", "raw": "bis 2021"}]
    session.add(agreement)
    for clause, status in zip(agreement.clauses, (Status.DONE, Status.UNDERWAY, Status.UNDERWAY), strict=False):
        session.add(records.vorhaben(f"v{clause.number}", f"Vorhaben {clause.number}", clause=clause, status=status))
    session.commit()
    return agreement.clauses


@pytest.mark.parametrize("lang", ["de", "de-simple", "en"])
@pytest.mark.parametrize("who", [None, "anna", "kim", "bv", "amt"])
def test_it_is_for_everybody(request, app, client, told, who, lang):
    log_in(app, request.getfixturevalue(who) if who else None)

    for path in ("was-wurde-daraus", "was-wurde-daraus/mobilitaet", "was-wurde-daraus/arbeit-wirtschaft"):
        answer = client.get(f"/beteiligung/{lang}/{path}")
        assert answer.status_code == 200
        assert answer.headers["Content-Language"] == lang
        assert "Set-Cookie" not in answer.headers


def test_every_chapter_adds_up(client, told):
    page = Page(client.get(PAGE).text)

    assert "Mobilität 3 Zusagen 1 1 0 1" in page.text
    assert "Arbeit & Wirtschaft 1 Zusage 0 0 1 0" in page.text
    assert "NUR gesagt." in page.text
    assert "LAUFEND" not in page.text
    assert {f"{PAGE}/mobilitaet", f"{PAGE}/arbeit-wirtschaft"} <= {a.get("href") for a in page.all("a")}


def test_a_chapter_quotes_each_promise_and_says_how_far_it_is(client, told):
    answer = client.get(f"{PAGE}/mobilitaet")
    page = Page(answer.text)

    for clause in (told[0], told[1], told[3]):
        assert clause.text in page.text
        assert page.all("li", id=f"zusage-{clause.number}")
    assert "SPÄT" not in page.text
    assert "/beteiligung/de/vorhaben/v1" in {a.get("href") for a in page.all("a")}
    assert f"{PAGE}/arbeit-wirtschaft" in {a.get("href") for a in page.all("a")}
    assert "Später als zugesagt" in Page(client.get(f"{PAGE}/arbeit-wirtschaft").text).text


def test_two_chapters_that_sound_alike_can_both_be_read(client, session, told):
    told[0].chapter, told[1].chapter = "Kultur & Sport", "Kultur, Sport"
    session.commit()

    links = {a["href"] for a in Page(client.get(PAGE).text).all("a") if a.get("href", "").startswith(f"{PAGE}/kultur")}

    assert len(links) == 2
    assert sorted("FERTIG" in client.get(link).text for link in links) == [False, True]


def test_an_agreement_without_chapters_has_a_name_to_click_on(client, session, told):
    for clause in told:
        clause.chapter = ""
    session.commit()

    page = Page(client.get(PAGE).text)

    assert "Vereinbarung für Bochum 4 Zusagen" in page.text
    assert client.get(f"{PAGE}/vereinbarung-fuer-bochum").status_code == 200


def test_without_an_agreement(client, engine):
    assert client.get(PAGE).status_code == 200
    assert client.get(f"{PAGE}/mobilitaet").status_code == 404


@pytest.mark.parametrize("chapter", ["gibt-es-nicht", "%00", "MOBILIT%C3%84T", "..%2f", "x" * 3000])
def test_other_chapters_do_not_exist(client, told, chapter):
    assert client.get(f"{PAGE}/{chapter}").status_code == 404


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.ARCHIVED])
@pytest.mark.parametrize("who", [None, "anna", "bv", "kim", "amt"])
def test_no_draft_leaks(request, app, client, session, told, publication, who):
    log_in(app, request.getfixturevalue(who) if who else None)
    secret = records.vorhaben(
        "geheim", "GEHEIM", clause=told[3], status=Status.DONE, publication=publication, office="GEHEIMAMT"
    )
    secret.texts.append(VorhabenText(lang="de-simple", title="GEHEIM", summary="GEHEIM"))
    session.add(secret)
    session.commit()

    for lang in ("de", "de-simple"):
        for path in ("was-wurde-daraus", "was-wurde-daraus/mobilitaet"):
            assert "geheim" not in client.get(f"/beteiligung/{lang}/{path}").text.lower()
    assert "Mobilität 3 Zusagen 1 1 0 1" in Page(client.get(PAGE).text).text


@pytest.mark.parametrize("state", [Review.REJECTED, Review.MERGED, Review.SPLIT, "gone"])
def test_what_is_no_promise_is_not_shown(client, session, told, state):
    if state == "gone":
        told[3].gone_at = NOW
    else:
        told[3].review, told[3].review_reason = state, "GRUND"
    session.commit()

    for path in (PAGE, f"{PAGE}/mobilitaet"):
        text = client.get(path).text
        assert "NUR gesagt" not in text
        assert "GRUND" not in text


def test_the_quotation_is_what_was_said_whatever_staff_corrected(client, session, told):
    told[0].corrected = {"title": "GANZ anders", "office": "Amt"}
    session.commit()

    assert "FERTIG wird sie." in client.get(f"{PAGE}/mobilitaet").text


@pytest.mark.parametrize("chapter", ["", "/mobilitaet"])
def test_the_same_number_of_questions_for_any_number_of_clauses(client, engine, counted, told, chapter):
    sizes = []
    for many in (1, 30, 300):
        many_clauses(engine, many)
        client.get(PAGE + chapter)
        with counted() as statements:
            assert client.get(PAGE + chapter).status_code == 200
        sizes.append(len(statements))

    assert sizes == [sizes[0]] * 3
    assert sizes[0] < 15
