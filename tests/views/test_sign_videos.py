"""Videos in sign language that staff hang on a Vorhaben: a form, the slot on the page, pieces for the player."""

from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from beteiligung.attachment.models import AttachmentKind
from beteiligung.vorhaben.models import Publication

from ..attachment import files, films
from ..attachment.desk import desk, everything, fetch, field, on_disk, publication, seen
from ..hosts import log_in
from ..pages import Page, token

PUBLIC = "/beteiligung/{}/vorhaben/radweg"
NEW = "/neu/gebaerdensprache"
HOSTS = ("medien.stadt.example",)


@pytest.fixture
def app(make_app):
    return make_app(BETEILIGUNG_VIDEO_HOSTS=HOSTS, BETEILIGUNG_VIDEO_LIMIT=90_000, BETEILIGUNG_FILE_LIMIT=50_000)


@pytest.fixture
def staff(app, client, amt):
    log_in(app, amt)
    return client


def send(client, address, **sent):
    """Fill in the form; what is bytes is a file."""
    page = client.get(address)
    form = {"csrf_token": token(page), "seen": seen(page), "kept": field(page, "kept"), "title": "Radweg", "lang": "de"}
    form |= {n: FileStorage(BytesIO(v), "x") if isinstance(v, bytes) else v for n, v in sent.items()}
    boundary, body = encode_multipart(form)
    return client.post(address, data=body, content_type=f"multipart/form-data; boundary={boundary}")


@pytest.fixture
def video(staff, session, radweg):
    """One with captions and a still picture."""
    sent = {"file": films.mp4(), "captions": films.CAPTIONS, "poster": files.picture()}
    assert send(staff, desk(radweg, NEW), **sent).status_code == 303
    return everything(session)[0]


def test_it_stands_in_its_place_and_nothing_is_loaded_before(app, staff, video):
    log_in(app, None)
    for lang in ("en", "de-simple", "de"):
        page = Page(staff.get(PUBLIC.format(lang)).text)
        [shown] = page.all("video")
        assert (shown["preload"], shown["src"]) == ("none", f"/beteiligung/videos/{video.id}/video")
        assert shown["poster"] == f"/beteiligung/bilder/{video.id}/960"
        assert "controls" in shown and "autoplay" not in shown
        assert page.all("track", kind="captions", srclang="de", src=f"/beteiligung/videos/{video.id}/untertitel")
        assert not page.all("h2", id="unterlagen")
    for told in ("Länge: 1:30 Minuten", "Größe: 0,1 MB", "Video in Gebärdensprache hinzugefügt"):
        assert told in page.text


def test_the_player_gets_the_pieces_that_it_asks_for(app, staff, video):
    log_in(app, None)
    address = f"/beteiligung/videos/{video.id}/video"
    whole = fetch(staff, address)

    assert (whole.status_code, whole.mimetype, whole.headers["Accept-Ranges"]) == (200, "video/mp4", "bytes")
    assert whole.data == films.mp4()
    part = fetch(staff, address, headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.data) == (206, b"ftyp")
    assert part.headers["Content-Range"] == f"bytes 4-7/{len(whole.data)}"
    assert part.headers["X-Content-Type-Options"] == "nosniff"
    assert fetch(staff, address, headers={"Range": "bytes=9999999-"}).status_code == 416
    captions = fetch(staff, f"/beteiligung/videos/{video.id}/untertitel")
    assert (captions.mimetype, captions.data) == ("text/vtt", films.CAPTIONS)
    assert fetch(staff, f"/beteiligung/dateien/{video.id}").status_code == 404
    assert fetch(staff, f"/beteiligung/videos/{video.id}/poster").status_code == 404


@pytest.mark.parametrize("state", [Publication.DRAFT, Publication.ARCHIVED])
def test_on_a_draft_it_does_not_exist(app, staff, session, radweg, video, state):
    addresses = [f"/beteiligung/videos/{video.id}/{what}" for what in ("video", "untertitel")]
    addresses.append(f"/beteiligung/bilder/{video.id}/960")
    assert [fetch(staff, address).status_code for address in addresses] == [200] * 3
    publication(session, radweg, state)

    preview = Page(staff.get(f"/beteiligung/de/verwaltung/vorhaben/{radweg.id}/vorschau").text)
    [shown] = preview.all("video")
    assert fetch(staff, shown["src"], headers={"Range": "bytes=0-9"}).status_code == 206
    log_in(app, None)
    assert fetch(staff, shown["src"]).status_code == 403
    for headers in ({}, {"Range": "bytes=0-9"}):
        assert [fetch(staff, address, headers=headers).status_code for address in addresses] == [404] * 3


def test_withdrawn_it_is_gone_with_all_its_files(app, staff, session, radweg, video):
    assert len(on_disk(app)) == 3
    address = desk(radweg, f"/{video.id}/zurueckziehen")
    page = staff.get(address)
    answer = staff.post(address, data={"csrf_token": token(page), "seen": seen(page), "reason": "Falscher Film."})

    assert answer.status_code == 303
    assert fetch(staff, f"/beteiligung/videos/{video.id}/video").status_code == 404
    assert on_disk(app) == set()
    told = Page(staff.get(PUBLIC.format("de")).text)
    assert "Video in Gebärdensprache zurückgezogen" in told.text
    assert not told.all("video")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Bitte eine Datei wählen."),
        ({"file": films.mp4()}, "Ein Video braucht Untertitel."),
        ({"captions": films.CAPTIONS}, "Bitte eine Datei wählen."),
        ({"file": films.mp4(b"hvc1"), "captions": films.CAPTIONS}, "Dieses Video geht nicht."),
        ({"file": films.mp4(handed=b"x" * 90_000), "captions": films.CAPTIONS}, "Diese Datei ist zu groß"),
        ({"file": films.mp4(), "captions": b"Hallo"}, "Diese Untertitel gehen nicht."),
        ({"file": films.mp4(), "captions": films.CAPTIONS, "poster": films.mp4()}, "Das ist kein Bild"),
        ({"url": "https://fremd.example/v.mp4"}, "Diese Adresse führt zu keinem dieser Server"),
        ({"url": "http://medien.stadt.example/v"}, "Diese Adresse führt zu keinem dieser Server"),
        ({"url": "https://medien.stadt.example.evil.example/v"}, "Diese Adresse führt zu keinem dieser Server"),
        ({"url": "https://medien.stadt.example/v", "file": films.mp4(), "captions": films.CAPTIONS}, "entweder eine"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_hangs_there(staff, session, radweg, sent, said):
    answer = send(staff, desk(radweg, NEW), **sent)

    assert answer.status_code in (400, 409, 422)
    assert said in Page(answer.text).text
    assert everything(session) == []


def test_what_was_fine_need_not_be_sent_twice(app, staff, session, radweg):
    refused = send(staff, desk(radweg, NEW), file=films.webm(), captions=b"Hallo")
    kept = field(refused, "kept")
    assert refused.text.count("Ihre Datei ist angekommen") == 1

    assert send(staff, desk(radweg, NEW), captions=films.CAPTIONS, kept=kept).status_code == 303

    [video] = everything(session)
    assert {file.media_type for file in video.files} == {"video/webm", "text/vtt"}
    assert video.part("video").seconds == 62


def test_captions_are_replaced_and_the_film_stays(app, staff, session, radweg, video):
    film = video.part("video").name
    new = films.CAPTIONS.replace(b"Radweg", b"Weg")

    assert send(staff, desk(radweg, f"/{video.id}"), captions=new).status_code == 303

    [video] = everything(session)
    assert video.part("video").name == film
    assert fetch(staff, f"/beteiligung/videos/{video.id}/untertitel").data == new
    assert len(on_disk(app)) == len(video.files) == 3


def test_one_elsewhere_is_a_link_and_takes_the_place_of_a_file(app, staff, session, radweg, video):
    there = "https://medien.stadt.example/radweg"

    assert send(staff, desk(radweg, f"/{video.id}"), url=there).status_code == 303

    assert on_disk(app) == set()
    page = Page(staff.get(PUBLIC.format("de")).text)
    assert page.all("a", href=there, rel="noopener")
    assert "Geladen von: medien.stadt.example" in page.text
    assert not page.all("video")
    assert send(staff, desk(radweg, f"/{video.id}"), url="").status_code in (400, 409, 422)


def test_the_editor_is_told_what_is_missing(staff, session, radweg):
    form = f"/beteiligung/de/verwaltung/vorhaben/{radweg.id}"
    assert "Video in Gebärdensprache Es fehlt: kein Video" in Page(staff.get(form).text).text

    assert send(staff, desk(radweg, NEW), file=films.webm(seconds=None), captions=films.CAPTIONS).status_code == 303

    assert "Video in Gebärdensprache Es fehlt: kein Standbild, keine Länge" in Page(staff.get(form).text).text
    assert everything(session)[0].kind == AttachmentKind.SIGN_VIDEO


@pytest.mark.parametrize("who", [None, "anna", "kim", "bv"])
def test_nobody_else_adds_one_or_sends_that_much(request, app, client, session, radweg, who):
    log_in(app, request.getfixturevalue(who) if who else None)
    much = {"file": films.mp4(handed=b"x" * 5_000_000), "captions": films.CAPTIONS}
    boundary, body = encode_multipart({n: FileStorage(BytesIO(v), "x") for n, v in much.items()})
    answer = client.post(desk(radweg, NEW), data=body, content_type=f"multipart/form-data; boundary={boundary}")

    assert answer.status_code in (403, 413)
    assert everything(session) == []


def test_without_hosts_there_is_no_field_for_an_address(make_app, radweg, amt):
    app = make_app()
    log_in(app, amt)
    page = Page(app.test_client().get(desk(radweg, NEW)).text)

    assert page.all("input", name="captions")
    assert not page.all("input", name="url")
