"""Pictures, documents and links: hung on a Vorhaben by staff, read by everybody, and by nobody where they must not."""

import re
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from beteiligung.attachment import actions
from beteiligung.attachment.models import AttachmentKind
from beteiligung.vorhaben.models import Publication
from beteiligung.vorhaben.snapshot import stamp

from ..attachment import files
from ..attachment.desk import add, desk, everything, fetch, field, in_records, on_disk, publication, send
from ..hosts import log_in
from ..pages import Page, token

PUBLIC = "/beteiligung/de/vorhaben/radweg"


@pytest.fixture
def staff(app, client, amt):
    """The browser of somebody of the administration."""
    log_in(app, amt)
    return client


@pytest.fixture
def plan(staff, session, radweg):
    """A picture that hangs on the published Vorhaben."""
    assert add(staff, radweg, data=files.photo(6), title="Lageplan Königsallee").status_code == 303
    return everything(session)[0]


@pytest.fixture
def report(staff, session, radweg):
    """A document that hangs on it."""
    assert add(staff, radweg, "dokument", title="Gutachten „Ä/Ö“ \u202egpj").status_code == 303
    return everything(session)[-1]


def test_a_picture_stands_on_the_page_with_words_and_sizes(app, staff, plan):
    log_in(app, None)
    page = Page(staff.get(PUBLIC).text)
    [shown] = page.all("img")

    assert shown["alt"] == "Ein Platz mit Bäumen."
    assert (shown["width"], shown["height"]) == ("800", "1200")
    assert shown["src"] == f"/beteiligung/bilder/{plan.id}/480"
    assert shown["srcset"].endswith(f"/beteiligung/bilder/{plan.id}/800 800w")
    assert "Bild hinzugefügt" in page.text
    assert "Lageplan Königsallee" in page.text


def test_what_is_handed_over_is_what_it_was_checked_to_be(app, staff, plan):
    log_in(app, None)
    answer = fetch(staff, f"/beteiligung/bilder/{plan.id}/480")

    assert answer.mimetype == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert answer.headers["Cache-Control"] == "no-cache, public"
    assert "Set-Cookie" not in answer.headers
    assert b"GEHEIM" not in answer.data
    made = Image.open(BytesIO(answer.data))
    assert (made.size, dict(made.getexif()), made.info.get("icc_profile")) == ((480, 720), {}, None)


def test_a_document_is_named_by_its_title_and_safe(app, staff, report):
    log_in(app, None)
    answer = fetch(staff, f"/beteiligung/dateien/{report.id}")

    assert answer.mimetype == "application/pdf"
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("inline; filename=")
    assert "filename*=UTF-8''Gutachten%20%E2%80%9E%C3%84%20%C3%96%E2%80%9C%20gpj.pdf" in disposition
    assert not {"/", "\\", "\u202e", "\r", "\n"} & set(disposition.removeprefix("inline; "))


def test_office_files_are_only_handed_over(app, staff, session, radweg):
    for data, suffix in ((files.odt(), "odt"), (files.docx(), "docx"), (files.TABLE, "csv")):
        assert add(staff, radweg, "dokument", data, title=f"Datei {suffix}").status_code == 303
        answer = fetch(staff, f"/beteiligung/dateien/{everything(session)[-1].id}")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="Datei {suffix}.{suffix}"'
        assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_it_answers_conditions_and_ranges(app, staff, report):
    log_in(app, None)
    address = f"/beteiligung/dateien/{report.id}"
    whole = fetch(staff, address)

    assert fetch(staff, address, headers={"If-None-Match": whole.headers["ETag"]}).status_code == 304
    part = fetch(staff, address, headers={"Range": "bytes=0-4"})
    assert (part.status_code, part.data) == (206, b"%PDF-")
    assert part.headers["X-Content-Type-Options"] == "nosniff"
    assert fetch(staff, address, headers={"Range": "bytes=999999-"}).status_code == 416
    assert staff.head(address, buffered=True).status_code == 200


@pytest.mark.parametrize("state", [Publication.DRAFT, Publication.ARCHIVED])
@pytest.mark.parametrize("who", [None, "anna", "kim", "amt", "bv"])
def test_what_hangs_on_a_draft_does_not_exist_even_for_a_warm_cache(
    request, app, staff, session, radweg, plan, report, state, who
):
    addresses = [f"/beteiligung/bilder/{plan.id}/480", f"/beteiligung/dateien/{report.id}"]
    marks = [fetch(staff, address).headers["ETag"] for address in addresses]
    publication(session, radweg, state)
    log_in(app, request.getfixturevalue(who) if who else None)

    for address, mark in zip(addresses, marks, strict=True):
        for headers in ({}, {"If-None-Match": mark}, {"Range": "bytes=0-9"}, {"If-None-Match": "*"}):
            answer = fetch(staff, address, headers=headers)
            assert answer.status_code == 404
            assert mark not in str(answer.headers)
        assert staff.head(address, buffered=True).status_code == 404


@pytest.mark.parametrize("state", Publication)
def test_staff_see_it_in_the_preview_at_addresses_of_their_own(
    request, staff, app, session, radweg, plan, report, state
):
    publication(session, radweg, state)
    page = Page(staff.get(f"/beteiligung/de/verwaltung/vorhaben/{radweg.id}/vorschau").text)
    [shown] = page.all("img")
    [document] = [a["href"] for a in page.all("a") if a.get("href", "").endswith("/datei")]

    for address in (shown["src"], document):
        answer = fetch(staff, address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, no-store"
    for person in (None, "anna"):
        log_in(app, person and request.getfixturevalue(person))
        assert fetch(staff, shown["src"]).status_code == 403


def test_addresses_that_are_none(app, staff, session, radweg, plan, report):
    other = f"/beteiligung/de/verwaltung/vorhaben/{radweg.id + 1}/anlagen/{plan.id}"
    for address in (
        f"/beteiligung/bilder/{plan.id}/481",
        f"/beteiligung/dateien/{plan.id}",
        f"/beteiligung/bilder/{report.id}/480",
        "/beteiligung/dateien/999999",
        "/beteiligung/dateien/99999999999999999999",
        f"/beteiligung/bilder/{plan.id}/99999999999999999999",
        f"/beteiligung/dateien/{report.files[0].name}",
        "/beteiligung/dateien/../beteiligung.sqlite",
        "/beteiligung/dateien/%2e%2e%2fbeteiligung.sqlite",
        other,
        f"{other}/bild/480",
        f"{other}/zurueckziehen",
        desk(radweg, "/neu/programm"),
        desk(radweg, f"/{plan.id}/datei"),
    ):
        assert staff.get(address).status_code == 404, address
    assert staff.post(desk(radweg, f"/{plan.id}/quer")).status_code == 404


@pytest.mark.parametrize("who", [None, "anna", "kim", "bv"])
def test_nobody_else_may_do_any_of_it(request, app, staff, session, radweg, plan, who):
    csrf = token(staff.get(desk(radweg, "/neu/bild")))
    log_in(app, request.getfixturevalue(who) if who else None)

    for path in ("", "/neu/bild", f"/{plan.id}", f"/{plan.id}/zurueckziehen", f"/{plan.id}/bild/480"):
        assert staff.get(desk(radweg, path)).status_code == 403
    for path in ("/neu/bild", f"/{plan.id}", f"/{plan.id}/hoch", f"/{plan.id}/zurueckziehen"):
        data = {"csrf_token": csrf, "title": "x", "alt": "x", "file": (BytesIO(files.picture()), "x.jpg")}
        assert staff.post(desk(radweg, path), data=data).status_code == 403
    assert len(everything(session)) == 1


@pytest.mark.parametrize("path", ["/neu/bild", "/neu/link", "/{id}", "/{id}/hoch", "/{id}/zurueckziehen"])
def test_without_a_token_nothing_happens(staff, app, session, radweg, plan, path):
    data = {"title": "Neu", "alt": "x", "reason": "x", "url": "https://a.de", "seen": "x"}

    answer = staff.post(desk(radweg, path.format(id=plan.id)), data=data)

    assert answer.status_code == 400
    assert [a.title for a in everything(session)] == ["Lageplan Königsallee"]


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        ("bild", files.huge_png(), "zu viele Bildpunkte"),
        ("bild", files.picture()[:-2000], "beschädigt oder unvollständig"),
        ("bild", b"\x89PNG\r\n\x1a\n" + b"x" * 999, "beschädigt oder unvollständig"),
        ("bild", files.moving("GIF"), "Bewegte Bilder"),
        ("bild", files.moving("PNG"), "Bewegte Bilder"),
        ("bild", files.moving("WEBP"), "Bewegte Bilder"),
        ("bild", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "kein Bild"),
        ("bild", files.pdf(), "kein Bild"),
        ("bild", b"", "Datei"),
        ("dokument", b"<svg onload='alert(1)'/>", "SVG"),
        ("dokument", b"\xef\xbb\xbf\n<!DOCTYPE html><p>x", "SVG"),
        ("dokument", b"a;b\n<script>alert(1)</script>;c\n", "SVG"),
        ("dokument", b"MZ\x90\x00" + b"\x00" * 99, "Programm"),
        ("dokument", b"#!/bin/sh\nrm -rf /\n", "Programm"),
        ("dokument", files.picture(), "als Bild hinzufügen"),
        ("dokument", files.zip_bomb(), "Auspacken"),
        ("dokument", b"\xd0\xcf\x11\xe0" + b"x" * 99, "alte Office-Datei"),
        ("dokument", b"Nur ein Text", "PDF, ODT, DOCX, ODS, XLSX oder CSV"),
    ],
)
def test_what_is_refused_says_why_and_loses_nothing(app, staff, session, radweg, kind, data, said):
    answer = add(staff, radweg, kind, data, title="Mein Titel", description="Lange überlegt")

    assert answer.status_code == 400
    page = Page(answer.text)
    assert said in page.text
    assert page.all("input", id="title")[0]["value"] == "Mein Titel"
    assert "Lange überlegt" in page.text
    assert everything(session) == []
    assert on_disk(app) == set()


def test_a_name_or_a_claimed_type_counts_for_nothing(app, staff, session, radweg):
    name = "../../../beteiligung.sqlite\x00.html"
    assert (
        send(
            staff, desk(radweg, "/neu/bild"), files.picture("PNG"), name=name, title="Bild", lang="de", alt="x"
        ).status_code
        == 303
    )

    answer = fetch(staff, f"/beteiligung/bilder/{everything(session)[0].id}/480")

    assert answer.mimetype == "image/webp"
    assert "sqlite" not in str(answer.headers)
    assert all(re.fullmatch("[0-9a-f]{32}", stored) for stored in on_disk(app))


def test_a_picture_needs_words_for_those_who_do_not_see_it_and_is_sent_only_once(app, staff, session, radweg):
    answer = add(staff, radweg, data=files.photo(), alt="  ")
    assert answer.status_code == 400
    assert "was das Bild zeigt" in answer.text
    assert "noch einmal" in answer.text
    kept = field(answer, "kept")
    assert everything(session) == []

    again = {"csrf_token": token(answer), "kept": kept, "title": "Plan", "lang": "de", "alt": "Ein Plan."}
    assert staff.post(desk(radweg, "/neu/bild"), data=again).status_code == 303
    assert on_disk(app) == in_records(session) != set()

    twice = staff.post(desk(radweg, "/neu/bild"), data=again)
    assert twice.status_code == 400
    assert len(everything(session)) == 1
    assert on_disk(app) == in_records(session)


def test_a_file_that_was_kept_belongs_to_one_person_and_one_form(app, staff, session, radweg, amt):
    answer = add(staff, radweg, data=files.photo(), alt="")
    again = {"csrf_token": token(answer), "title": "Plan", "lang": "de", "alt": "x"}

    for kept in (field(answer, "kept")[:-2] + "xx", "x", "\x00", ""):
        assert staff.post(desk(radweg, "/neu/bild"), data={**again, "kept": kept}).status_code == 400
    other = {**again, "kept": field(answer, "kept")}
    assert staff.post(desk(radweg, "/neu/dokument"), data=other).status_code == 400
    log_in(app, type(amt)(id="other", name="Anderes Amt", roles=amt.roles))
    assert staff.post(desk(radweg, "/neu/bild"), data=other).status_code == 400
    assert everything(session) == []


def test_pressing_twice_stores_once(app, staff, session, radweg):
    for expected in (303, 400):
        assert add(staff, radweg, data=files.picture()).status_code == expected
    for expected in (303, 400):
        assert add(staff, radweg, "link", title="Stadt", url="https://www.bochum.de/").status_code == expected
    assert len(everything(session)) == 2


def test_a_file_a_little_too_large_loses_nothing_and_a_huge_one_is_not_read(make_app, session, radweg, amt):
    app = make_app(BETEILIGUNG_FILE_LIMIT=2_000_000)
    log_in(app, amt)
    client = app.test_client()

    answer = add(client, radweg, "dokument", files.pdf() + b" " * 2_000_000, title="Mein Titel")
    assert answer.status_code == 400
    assert "höchstens 2 MB" in answer.text
    assert "Mein Titel" in answer.text

    answer = add(client, radweg, "dokument", b"x" * 9_100_000)
    assert answer.status_code == 413
    assert "höchstens 2 MB" in answer.text
    assert everything(session) == []


@pytest.mark.parametrize("host", ["csrf", "csrf-off", "babel"])
def test_our_limit_counts_whatever_the_host_allows(make_app, session, radweg, amt, host):
    app = make_app(host, MAX_CONTENT_LENGTH=1000, BETEILIGUNG_FILE_LIMIT=1_000_000)
    log_in(app, amt)
    client = app.test_client()

    assert add(client, radweg, "dokument", files.pdf(further=b"% " + b"x" * 50_000 + b"\n")).status_code == 303
    assert add(client, radweg, "dokument", b"x" * 5_100_000).status_code == 413


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "data:text/html,x", "//evil.de", "https://", "ftp://a.de/", "https://stadt@evil.de/"),
        "x",
        "https://a.de/\u202egpj",
        "https://a.de:99999999/",
        "http://[::1",
        "https://a.de/" + "x" * 3000,
        "https://localhost",
    ],
)
def test_links_that_are_none(staff, session, radweg, address):
    answer = add(staff, radweg, "link", title="Stadt", url=address)

    assert answer.status_code == 400
    assert everything(session) == []


def test_a_link_says_where_it_leads(app, staff, session, radweg):
    add(staff, radweg, "link", title="Zum Haushalt", url="https://www.bochum.de/haushalt?x=1&y=<2")
    assert everything(session) == []
    add(staff, radweg, "link", title="Zum Haushalt", url="https://bücher.bochum.de/haushalt?x=1&y=2")
    log_in(app, None)
    page = Page(staff.get(PUBLIC).text)

    [link] = page.all("a", href="https://bücher.bochum.de/haushalt?x=1&y=2")
    assert link["rel"] == "noopener"
    assert "führt zu xn--bcher-kva.bochum.de" in page.text


def test_hostile_words_stay_words(app, staff, session, radweg):
    evil = "\"><script>alert(1)</script><img src=x onerror=alert(1)> 'onmouseover='"
    words = dict.fromkeys(("title", "description", "alt", "source"), evil)
    assert add(staff, radweg, **words, licence=evil[:70]).status_code == 303
    assert add(staff, radweg, "dokument", **words).status_code == 303

    for address in (PUBLIC, f"{PUBLIC}/fassungen", desk(radweg), desk(radweg, f"/{everything(session)[0].id}")):
        page = Page(staff.get(address).text)
        assert list(page.live()) == []
        assert "<script>alert(1)</script>" in page.text
    assert fetch(staff, f"/beteiligung/dateien/{everything(session)[1].id}").status_code == 200


@pytest.mark.parametrize("lang", ["de", "de-simple", "en"])
def test_the_public_page_speaks_every_language(app, staff, session, radweg, plan, report, lang):
    session.rollback()
    session.expire_all()
    radweg.texts.append(type(radweg.texts[0])(lang="de-simple", title="Rad-Weg", summary="Kurz.", description=""))
    session.commit()
    log_in(app, None)
    page = Page(staff.get(f"/beteiligung/{lang}/vorhaben/radweg").text).text

    said = {"de": "PDF, 0,1 MB", "de-simple": "PDF, 0,1 Megabyte", "en": "PDF, 0.1 MB"}
    assert said[lang] in page


def test_order_changes_with_buttons_among_the_same_kind(staff, session, radweg, report):
    for title in ("A", "B", "C"):
        colour = {"A": (200, 0, 0), "B": (0, 200, 0), "C": (0, 0, 200)}[title]
        assert add(staff, radweg, data=files.picture(colour=colour), title=title).status_code == 303
    pictures = [a for a in everything(session) if a.kind == AttachmentKind.PICTURE]

    def press(attachment, direction):
        form = {"csrf_token": token(staff.get(desk(radweg)))}
        assert staff.post(desk(radweg, f"/{attachment.id}/{direction}"), data=form).status_code == 303
        return [a.title for a in everything(session) if a.kind == AttachmentKind.PICTURE]

    assert press(pictures[2], "hoch") == ["A", "C", "B"]
    assert press(pictures[0], "runter") == ["C", "A", "B"]
    assert press(pictures[1], "runter") == ["C", "A", "B"]
    assert press(pictures[2], "hoch") == ["C", "A", "B"]


def test_replacing_a_file_lets_the_old_one_go(app, staff, session, radweg, report):
    before = on_disk(app)
    answer = send(staff, desk(radweg, f"/{report.id}"), files.odt(), title="Gutachten 2", lang="de")

    assert answer.status_code == 303
    assert on_disk(app) == in_records(session)
    assert not before & on_disk(app)
    page = Page(staff.get(PUBLIC).text).text
    assert "Dokument ersetzt" in page
    assert "text/plain" not in page


def test_words_change_without_a_new_file(app, staff, session, radweg, plan):
    before = on_disk(app)
    assert send(staff, desk(radweg, f"/{plan.id}"), title="Neuer Titel", lang="de", alt="Neu").status_code == 303
    assert on_disk(app) == before
    assert everything(session)[0].alt == "Neu"
    assert "ersetzt" not in staff.get(PUBLIC).text


def test_two_people_at_once_overwrite_nothing(app, staff, session, radweg, plan):
    address = desk(radweg, f"/{plan.id}")
    mine = staff.get(address)
    assert send(staff, address, title="Von anderen", lang="de", alt="Von anderen").status_code == 303
    form = {"csrf_token": token(mine), "seen": field(mine, "seen"), "title": "Von mir", "lang": "de", "alt": "Mein Alt"}

    answer = staff.post(address, data=form)

    assert answer.status_code == 409
    page = Page(answer.text)
    assert "Von anderen" in page.text
    assert page.all("input", id="title")[0]["value"] == "Von mir"
    assert everything(session)[0].title == "Von anderen"
    again = {**form, "csrf_token": token(answer), "seen": field(answer, "seen")}
    assert staff.post(address, data=again).status_code == 303
    assert everything(session)[0].title == "Von mir"


def test_withdrawing_needs_a_reason_and_takes_the_file_away(app, staff, session, radweg, plan, report):
    picture = f"/beteiligung/bilder/{plan.id}/480"
    assert fetch(staff, picture).status_code == 200
    address = desk(radweg, f"/{plan.id}/zurueckziehen")

    assert send(staff, address, reason=" ").status_code == 400
    assert fetch(staff, picture).status_code == 200
    assert send(staff, address, reason="Jemand ist zu erkennen.").status_code == 303

    assert fetch(staff, picture).status_code == 404
    assert fetch(staff, desk(radweg, f"/{plan.id}/bild/480")).status_code == 404
    assert on_disk(app) == in_records(session)
    assert staff.get(address).status_code == 404
    page = Page(staff.get(PUBLIC).text)
    assert page.all("img") == []
    assert "Bild zurückgezogen" in page.text
    assert "Jemand ist zu erkennen." in page.text


def test_of_a_draft_nothing_stands_in_the_history(app, staff, session, radweg):
    publication(session, radweg, Publication.DRAFT)
    add(staff, radweg, title="GEHEIMER Plan")
    attachment = everything(session)[0]
    assert send(staff, desk(radweg, f"/{attachment.id}/zurueckziehen")).status_code == 303
    publication(session, radweg, Publication.PUBLISHED)

    for address in (PUBLIC, f"{PUBLIC}/fassungen"):
        assert "GEHEIM" not in staff.get(address).text


def test_versions_tell_what_hung_there(app, staff, session, radweg, plan):
    send(staff, desk(radweg, f"/{plan.id}"), title="Lageplan", lang="de", alt="Anders beschrieben.")
    page = Page(staff.get(f"{PUBLIC}/fassungen?alt=1&neu=3").text).text

    assert "Bilder, Unterlagen und Links" in page
    assert "Anders beschrieben." in page


def test_the_editor_next_door_is_not_disturbed(app, staff, session, radweg):
    before = stamp(radweg)
    add(staff, radweg)
    session.rollback()
    session.expire_all()

    assert stamp(radweg) == before


def test_when_storing_fails_no_file_stays(monkeypatch, app, staff, session, radweg):
    def fail(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(actions.editing, "touch", fail)
    with pytest.raises(RuntimeError):
        add(staff, radweg)

    assert on_disk(app) == set()
    assert everything(session) == []


def test_without_pillow_it_says_what_to_install(monkeypatch, staff, session, radweg):
    monkeypatch.setitem(sys.modules, "PIL", None)

    assert "beteiligung[images]" in staff.get(desk(radweg, "/neu/bild")).text
    answer = add(staff, radweg, data=b"\x89PNG\r\n\x1a\n")
    assert answer.status_code == 400
    assert "beteiligung[images]" in answer.text
    assert add(staff, radweg, "dokument").status_code == 303


def test_a_lost_file_is_no_error_of_the_server(app, staff, session, radweg, report, caplog):
    for path in Path(app.instance_path, "beteiligung-files").glob("*/*"):
        path.unlink()

    assert fetch(staff, f"/beteiligung/dateien/{report.id}").status_code == 404
    assert report.files[0].name in caplog.text
    assert staff.get(PUBLIC).status_code == 200
