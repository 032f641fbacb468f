"""examples/production on loopback: nginx with TLS and its micro-cache, gunicorn, PostgreSQL, Redis, and the backup."""

import http.client
import os
import shutil
import signal
import ssl
import subprocess
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from beteiligung import schema
from beteiligung.attachment.models import Attachment, AttachmentKind, StoredFile
from beteiligung.beitrag.models import Beitrag
from beteiligung.change import triggers
from beteiligung.engine import engine_for
from beteiligung.vorhaben.models import Publication, Vorhaben
from examples.production.run import HERE, running

from .. import databases, records
from .visitor import follow

pytestmark = [pytest.mark.nginx, pytest.mark.postgres, pytest.mark.redis]

REDIS = os.environ.get("BETEILIGUNG_TEST_REDIS", "redis://127.0.0.1:6379/9")
NEEDED = ("nginx", "openssl", "pg_dump")
LIST = "/beteiligung/de/vorhaben"
FEED = "/beteiligung/de/neues.atom"
PATIENCE = 30


@pytest.fixture(scope="module")
def service(postgres_server, testrun_uid, worker_id):
    """All of it, with two Vorhaben and a file; ``engine`` is its database."""
    if lacking := [name for name in NEEDED if not shutil.which(name)]:
        pytest.skip(f"{', '.join(lacking)} is missing")
    with databases.postgres_database(postgres_server, f"beteiligung_{testrun_uid[:8]}_{worker_id}_production") as url:
        engine = engine_for(url)
        with running(url, redis=REDIS) as service:
            fill(engine, Path(service.environment["PORTAL_FILES"]))
            service.engine = engine
            yield service
        engine.dispose()


def fill(engine, files):
    """An open Vorhaben in each of two Stadtbezirke; one has a document."""
    with Session(engine) as session:
        districts = [records.bezirk(1, "Mitte"), records.bezirk(2, "Wattenscheid")]
        agreement = records.vereinbarung()
        first = records.vorhaben("radweg", "Radweg am Bach", open_for=10, bezirke=districts[:1])
        second = records.vorhaben("spielplatz", "Spielplatz im Park", open_for=10, bezirke=districts[1:])
        hung = Attachment(kind=AttachmentKind.DOCUMENT, position=1, title="Plan", added_at=records.NOW, added_by="")
        hung.changed_at = records.NOW
        hung.files = [StoredFile(name="a" * 32, media_type="application/pdf", size=4, digest=DIGEST)]
        first.attachments = [hung]
        session.add_all([agreement, first, second])
        session.commit()
    (files / "aa").mkdir(parents=True, exist_ok=True)
    (files / "aa" / ("a" * 32)).write_bytes(b"plan")


DIGEST = "64879f7d6b960a01909762d911a32d4582c20010c5641ee90278b644a9e3b525"


@pytest.fixture
def ask(service):
    """``ask("/path", Cookie="…")``: one answer through nginx; ``cache`` says what the micro-cache had to do with it."""
    trusting = ssl._create_unverified_context()

    def asking(path=LIST, method="GET", body=None, **headers):
        connection = http.client.HTTPSConnection("127.0.0.1", service.port, context=trusting, timeout=PATIENCE)
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        told = SimpleNamespace(status=answer.status, headers=answer.headers, cache=answer.headers["X-Cache"])
        told.body = answer.read()
        connection.close()
        return told

    return asking


def until(there):
    """What ``there()`` gives as soon as it gives something."""
    end = time.monotonic() + PATIENCE
    while not (found := there()):
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)
    return found


def warm(ask, path):
    """Ask until the answer comes from the cache."""
    return until(lambda: (answer := ask(path)).cache == "HIT" and answer)


def test_browse_filter_contribute_and_be_answered(service, arrive):
    anna, kim, reader = (arrive(at=service, ignore_https_errors=True) for _ in range(3))
    page = anna.open("vorhaben?bezirk=1")
    assert page.get_by_role("link", name="Radweg am Bach").count()
    assert not page.get_by_role("link", name="Spielplatz im Park").count()

    anna.log_in("anna")
    (cookie,) = [cookie for cookie in anna.context.cookies() if cookie["name"] == "session"]
    assert cookie["secure"] and cookie["httpOnly"]
    page = anna.open("vorhaben/radweg")
    page.get_by_role("radio", name="dafür").check()
    page.get_by_label("Ihr Beitrag").fill("Der Bach braucht eine Brücke.")
    follow(page.get_by_role("button", name="Absenden"))

    kim.log_in("kim")
    follow(kim.open("moderation").get_by_role("button", name="Freigeben"))
    with Session(service.engine) as session:
        number = session.scalars(select(Beitrag.id)).one()
    page = kim.open(f"moderation/antworten?beitrag={number}")
    page.fill("[name=body]", "Die Brücke ist geplant.")
    page.fill("[name=office]", "Tiefbauamt")
    follow(page.get_by_role("button", name="Antwort veröffentlichen"))

    def answered():
        words = reader.open("vorhaben/radweg").locator("main").inner_text()
        return "Die Brücke ist geplant." in words and words

    assert "Der Bach braucht eine Brücke." in until(answered)


def test_the_micro_cache_is_for_readers_whom_nobody_knows(service, arrive, ask):
    assert warm(ask, LIST).status == 200
    assert "Set-Cookie" not in ask(LIST).headers

    anna = arrive(at=service, ignore_https_errors=True)
    anna.log_in("anna")
    (session,) = [one for one in anna.context.cookies() if one["name"] == "session"]
    known = f"session={session['value']}"
    for path in (LIST, f"{LIST}?q=nur-anna"):
        own = ask(path, Cookie=known)
        assert own.cache == "BYPASS"
        assert b"Linde 12" in own.body
        assert own.headers["Cache-Control"] == "private, no-store"
    others = ask(f"{LIST}?q=nur-anna")
    assert others.cache == "MISS", "what anna was shown was not stored"
    assert b"Linde 12" not in others.body and b"Linde 12" not in warm(ask, LIST).body
    assert ask(LIST, Cookie="anything=1").cache == "BYPASS"
    assert ask(LIST, Authorization="Basic eDp5").cache == "BYPASS"


@pytest.mark.parametrize("path", ["/anmelden", "/beteiligung/", "/beteiligung/bereit", f"{LIST}/nirgends", FEED])
def test_what_is_not_for_everybody_or_says_its_own_age_is_never_from_the_cache(ask, path):
    assert {ask(path).cache for _ in range(4)} <= {"MISS", "EXPIRED", None}


def test_what_is_taken_back_is_gone_when_the_two_seconds_are_over(service, ask):
    path = f"{LIST}/spielplatz"
    warm(ask, path)
    with Session(service.engine) as session:
        session.scalars(select(Vorhaben).where(Vorhaben.slug == "spielplatz")).one().publication = Publication.DRAFT
        session.commit()

    after = []
    until(lambda: after.append(ask(path)) or after[-1].status == 404)

    assert all(answer.cache == "HIT" for answer in after[:-1]), "the portal itself never shows it again"
    assert {ask(path).status for _ in range(5)} == {404}
    assert b"Spielplatz im Park" not in ask(f"{LIST}?q=frisch").body
    site = (HERE / "nginx" / "site.conf").read_text()
    assert "proxy_cache_valid 200 2s;" in site and "\n        proxy_cache_use_stale" not in site


def test_addresses_are_those_that_people_see_whatever_a_request_claims(service, ask):
    lies = {"X_Forwarded_Host": "evil.example", "X_Forwarded_Proto": "http", "X_Forwarded_Prefix": "/evil"}
    feed = ask(FEED, **lies, Forwarded="host=evil.example;proto=http")
    page = ask(f"{LIST}?q=adresse", **lies)

    assert feed.status == 200 and f'"{service.origin}{FEED}"'.encode() in feed.body
    assert f'hreflang="en" href="{service.origin}/beteiligung/en/vorhaben'.encode() in page.body
    for answer in (feed, page):
        assert b"evil" not in answer.body and b"http://127.0.0.1" not in answer.body
        assert answer.headers["Strict-Transport-Security"]
    assert ask(LIST, Host="evil.example").status == 400


def test_files_of_ours_come_from_nginx_and_may_be_kept(ask):
    style = ask("/beteiligung/static/beteiligung.css?v=1", Accept_Encoding="gzip")

    assert style.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert style.headers["Content-Encoding"] == "gzip"
    assert "max-age=3600" in ask("/beteiligung/static/beteiligung.css").headers["Cache-Control"]
    assert ask("/beteiligung/static/../__init__.py").status in (400, 404)


def test_a_worker_that_dies_is_replaced_and_nobody_notices(service, ask):
    before = set(service.workers())
    os.kill(min(before), signal.SIGKILL)

    assert {ask(f"{LIST}?q=nach-{number}").status for number in range(12)} == {200}
    assert until(lambda: len(now := set(service.workers())) == 2 and now - before)


def test_a_flood_and_a_giant_are_turned_away_at_the_door(ask):
    assert ask("/anmelden", "POST", b"x" * 1_100_000).status == 413
    assert {ask("/anmelden", "POST", b"x", Content_Type="text/plain").status for _ in range(60)} == {400, 429}
    assert ask(f"{LIST}?q=danach").status == 200


def everything(engine):
    """Each row of each table of ours."""
    with engine.connect() as connection:
        return {
            name: sorted(map(str, connection.execute(text(f'SELECT * FROM "{name}"')).mappings()))
            for name in schema.metadata().tables
        }


def test_a_backup_is_good_for_a_restore(service, postgres_server, tmp_path):
    before = everything(service.engine)
    folder = service.job("backup").strip()
    name = service.engine.url.database + "_again"

    with databases.postgres_database(postgres_server, name) as url:
        environment = service.environment | {
            "BETEILIGUNG_DATABASE_URL": url,
            "PORTAL_FILES": str(tmp_path / "files"),
        }
        restore = [HERE / "restore", folder]
        done = subprocess.run(restore, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        again = engine_for(url)
        assert everything(again) == before and before["beteiligung_vorhaben"]
        assert (tmp_path / "files" / "aa" / ("a" * 32)).read_bytes() == b"plan"
        with again.connect() as connection:
            assert triggers.are_complete(connection)
        assert schema.standing(again).is_ready
        again.dispose()

        done = subprocess.run(restore, env=environment, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (65, "restore: there are tables already\n")
        Path(folder, "files.tar").write_bytes(b"damaged")
        done = subprocess.run(restore, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 65 and "is damaged" in done.stderr
