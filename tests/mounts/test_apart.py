"""What each city keeps for itself: logins, links, limits, files, cookies, mails; and how a command finds its city."""

import re
from urllib.parse import urlsplit

import pytest
from flask import session as browser
from flask_wtf.csrf import generate_csrf
from sqlalchemy import select
from sqlalchemy.orm import Session

from beteiligung import Person, beitrag_submitted, current_mount
from beteiligung.account import human
from beteiligung.attachment.folder import store
from beteiligung.beitrag.models import Beitrag
from beteiligung.db import current_session, unit_of_work
from beteiligung.mails import compose
from beteiligung.mount import own
from beteiligung.outbox.message import Sender, message_id
from beteiligung.outbox.models import OutboxMail
from beteiligung.signing import age, key, sealed, stamped, unsealed
from beteiligung.views import abo_links

from .. import records
from ..account.test_human import solved
from ..pages import token
from .cities import BOTH, MARK, PREFIX, A, B, fill, staff

OTHER = {A: B, B: A}
OWN_LOGIN = {"BETEILIGUNG_LOGIN": ("host", "email"), "BETEILIGUNG_RATE_STORAGE": None}


@pytest.fixture
def here(on_sqlite, make_portal):
    """Both cities on SQLite, with our own login."""
    for engine, city in zip(on_sqlite, BOTH, strict=True):
        with Session(engine) as session:
            fill(session, city)
            session.commit()
    return make_portal(on_sqlite, **OWN_LOGIN)


def newest_letter(here, city):
    """The path of the link in the newest mail of a city."""
    with here.app.app_context(), here.at[city].at_work():
        mail = current_session().scalars(select(OutboxMail).order_by(OutboxMail.id.desc())).first()
        said = compose(mail.kind, mail.facts, mail.lang)
    assert MARK[OTHER[city]] not in said.text
    assert OTHER[city] not in said.text
    return urlsplit(re.search(r"https://portal\.example/\S+", said.text)[0]).path


def ask_for_link(client, city):
    url = f"{PREFIX[city]}/de/anmelden"
    answer = client.post(url, data={"email": "anna@example.org", "csrf_token": token(client.get(url))})
    assert answer.status_code == 303, answer.text


def who(client, city):
    """Under which name this browser is logged in there."""
    answer = client.get(f"{PREFIX[city]}/de/konto")
    return re.search(r"<bdi>(.*?)</bdi>", answer.text)[1] if answer.status_code == 200 else None


def test_a_login_is_one_in_its_own_city_alone(here):
    client, paths = here.app.test_client(), {}
    for city in BOTH:
        ask_for_link(client, city)
        paths[city] = newest_letter(here, city)
        assert paths[city].startswith(f"{PREFIX[city]}/de/anmelden/link/")
    for city in BOTH:  # the same link at the other city's door
        assert client.get(paths[city].replace(PREFIX[city], PREFIX[OTHER[city]])).status_code == 404

    client.post(paths[A], data={"csrf_token": token(client.get(paths[A])), "name": "Linde 12"})
    assert [who(client, city) for city in BOTH] == ["Linde 12", None]

    client.post(paths[B], data={"csrf_token": token(client.get(paths[B])), "name": "Erle 7"})
    assert [who(client, city) for city in BOTH] == ["Linde 12", "Erle 7"]

    page = client.get(f"{PREFIX[A]}/de/konto")
    client.post(f"{PREFIX[A]}/de/konto/abmelden", data={"csrf_token": token(page)})
    assert [who(client, city) for city in BOTH] == [None, "Erle 7"]


def test_the_secret_of_one_login_opens_nothing_in_the_other_city(here):
    """Somebody who could write the session cookie of the portal would still be nobody."""
    client = here.app.test_client()
    ask_for_link(client, A)
    path = newest_letter(here, A)
    client.post(path, data={"csrf_token": token(client.get(path)), "name": "Linde 12"})
    with client.session_transaction() as kept:
        assert [name for name in kept if name.startswith("beteiligung_")] == ["beteiligung_login"]
        kept["beteiligung_login@behausen"] = kept["beteiligung_login"]

    assert [who(client, city) for city in BOTH] == ["Linde 12", None]


SIGNED = {
    "a link": (lambda: sealed("login", "x"), lambda text: unsealed("login", text)),
    "a stamp": (lambda: stamped("GuestForm"), lambda text: age("GuestForm", text)),
    "the end of a subscription": (
        lambda: abo_links.end_url("handle").rpartition("/")[2],
        lambda text: abo_links.signed("end", text),
    ),
    "the way to subscriptions": (
        lambda: abo_links.manage_url("handle", "2099-01-01T00:00:00+00:00").rpartition("/")[2],
        lambda text: abo_links.signed("manage", text),
    ),
}


@pytest.mark.parametrize("kind", SIGNED)
def test_what_is_signed_for_one_city_is_nothing_in_the_other(here, kind):
    sign, read = SIGNED[kind]
    with here.app.test_request_context("/"):
        for city in BOTH:
            with here.at[city].at_work():
                text = sign()
                assert read(text) is not None
            with here.at[OTHER[city]].at_work():
                assert read(text) is None


def test_the_first_city_signs_as_it_did_when_it_was_alone(here):
    """Links that are in mailboxes go on working when a second city comes."""
    with here.app.test_request_context("/"):
        assert own("login") == "login"
        with here.at[B].at_work():
            assert (own("login"), own("beteiligung-files", "-")) == ("login@behausen", "beteiligung-files-behausen")
            assert key("proof of work") != key("login")


def test_work_for_one_city_counts_in_that_one_alone(here, monkeypatch):
    monkeypatch.setattr(human, "COST", 2)
    with here.app.test_request_context("/"):
        for city in BOTH:
            with here.at[city].at_work():
                proof = solved(human.task())
            with here.at[OTHER[city]].at_work(), unit_of_work() as session:
                assert not human.accepted(session, proof)
            with here.at[city].at_work(), unit_of_work() as session:
                assert human.accepted(session, proof)


def test_what_is_done_in_one_city_is_not_counted_in_the_other(on_sqlite, make_portal):
    here = make_portal(on_sqlite, BETEILIGUNG_LIMITS={"receipt": {"address": "2/hour"}})
    client = here.app.test_client()

    def ask(city):
        return client.get(f"{PREFIX[city]}/de/quittung?nummer=AAAA-BBBB-CCCC").status_code

    assert [ask(A) for _ in range(3)] == [404, 404, 429]
    assert [ask(B) for _ in range(3)] == [404, 404, 429]
    counters = [mount.kept["limits"] for mount in here.app.extensions["beteiligung_mounts"].values()]
    assert len({one.hidden("person", "anna") for one in counters}) == 2  # one Redis may serve both


def test_files_lie_apart_and_are_looked_after_apart(here):
    folders = {}
    with here.app.app_context():
        for city in BOTH:
            with here.at[city].at_work():
                folders[city] = store().folder
    assert [folder.name for folder in folders.values()] == ["beteiligung-files", "beteiligung-files-behausen"]

    lost = f"{1:032d}"
    for folder in folders.values():
        (folder / lost[:2]).mkdir(parents=True)
    (folders[A] / lost[:2] / lost).write_bytes(b"x")
    client = here.app.test_client()

    for city, status in ((A, 200), (B, 404)):
        with client.get(f"{PREFIX[city]}/bilder/1/320") as answer:
            assert answer.status_code == status


def test_a_language_is_chosen_for_one_city(here):
    client = here.app.test_client()

    client.get(f"{PREFIX[A]}/en/sprache?weiter=vorhaben")

    starts = [client.get(f"{PREFIX[city]}/", headers={"Accept-Language": "de"}).location for city in BOTH]
    assert starts == [f"{PREFIX[A]}/en/vorhaben", f"{PREFIX[B]}/de/vorhaben"]


def test_a_prefix_may_look_like_a_language(on_sqlite, make_portal):
    client = make_portal(on_sqlite, BETEILIGUNG_URL_PREFIX="/de/stadt").app.test_client()

    page = client.get("/de/stadt/de/zeit").text
    chosen = re.search(r'href="(/de/stadt/de/sprache[^"]*)"', page) or re.search(
        r'href="(/de/stadt/en/sprache[^"]*)"', page
    )

    assert client.get(chosen[1].replace("&amp;", "&")).location.endswith("/zeit")


def test_receipts_of_one_browser_do_not_mix(here, on_sqlite):
    """Both cities number from one: the receipt of the one must not stand under the contribution of the other."""
    here.people = {city: Person(id="erle", name="Erle 7") for city in BOTH}
    client, codes = here.app.test_client(), {}
    for city in BOTH:
        path = f"{PREFIX[city]}/de/vorhaben/radweg"
        said = {"stance": "pro", "body": f"Ja, {MARK[city]}!", "csrf_token": token(client.get(path))}
        codes[city] = client.post(path, data=said).location
    shown = {city: re.search(r'class="bt-code"[^>]*>([^<]+)<', client.get(codes[city]).text)[1] for city in BOTH}

    assert shown[A] != shown[B]
    for engine, city in zip(on_sqlite, BOTH, strict=True):
        with Session(engine) as session:
            bodies = session.scalars(select(Beitrag.body)).all()
        assert [body for body in bodies if MARK[city] not in body] == []
        assert len(bodies) == 3


def test_what_somebody_is_writing_is_kept_for_one_city(here):
    here.people = {city: Person(id="erle", name="Erle 7") for city in BOTH}
    client = here.app.test_client()
    kept = [
        re.search(r'data-draft="([^"]+)"', client.get(f"{PREFIX[city]}/de/vorhaben/radweg").text)[1] for city in BOTH
    ]

    assert kept == ["radweg", "@behausenradweg"]


def test_the_same_mail_of_two_cities_is_two_messages(here):
    """Both count from one, and a mail server drops what it has seen before."""
    sender, seen = Sender("mitmachen@portal.example"), set()
    with here.app.app_context():
        for city in BOTH:
            with here.at[city].at_work():
                seen.add(message_id(own("weighed:1:anna"), sender))

    assert len(seen) == 2


def test_feeds_and_calendars_of_two_cities_can_be_followed_together(here):
    client = here.app.test_client()
    uids, ids = [], []
    for city in BOTH:
        uids.append(set(re.findall(r"UID:(\S+)", client.get(f"{PREFIX[city]}/de/termine.ics").text)))
        ids.append(set(re.findall(r"<id>(.*?)</id>", client.get(f"{PREFIX[city]}/de/neues.atom").text)))

    assert uids[0]
    assert uids[0].isdisjoint(uids[1])
    assert ids[0].isdisjoint(ids[1])


def test_a_receiver_of_signals_knows_the_city(here):
    here.people = {city: Person(id="erle", name="Erle 7") for city in BOTH}
    client, heard = here.app.test_client(), []

    def hear(app, beitrag):
        heard.append((app is here.app, current_mount().name, beitrag.body))

    with beitrag_submitted.connected_to(hear, here.app):
        for city in BOTH:
            path = f"{PREFIX[city]}/de/vorhaben/radweg"
            said = {"stance": "pro", "body": f"Ja, {MARK[city]}!", "csrf_token": token(client.get(path))}
            client.post(path, data=said)

    assert heard == [(True, here.at[city].mount, f"Ja, {MARK[city]}!") for city in BOTH]


def test_commands_work_on_the_city_that_is_named(here, on_sqlite):
    runner = here.app.test_cli_runner()

    def run(*args):
        done = runner.invoke(args=["beteiligung", *args])
        return done.exit_code, done.output.strip()

    with Session(on_sqlite[1]) as session:
        session.add(records.vorhaben("bruecke", f"Brücke {MARK[B]}"))
        session.commit()

    assert run("reindex") == (0, "2 Vorhaben")
    assert run("--mount", "behausen", "reindex") == (0, "3 Vorhaben")
    assert run("--mount", "", "reindex") == (0, "2 Vorhaben")
    status, said = run("--mount", "cehausen", "reindex")
    assert status == 2
    assert "cehausen" in said
    assert "behausen" in said
    assert run("reindex") == (0, "2 Vorhaben")


def test_mails_of_a_city_are_sent_by_its_own_command(here):
    runner = here.app.test_cli_runner()
    ask_for_link(here.app.test_client(), B)

    waiting = [runner.invoke(args=["beteiligung", *args, "mails"]).output[:1] for args in ((), ("--mount", "behausen"))]

    assert waiting == ["0", "1"]


def test_staff_of_one_city_is_nobody_in_the_other(here):
    here.people = {A: staff(A), B: None}
    client = here.app.test_client()
    for path in ("/de/moderation", "/de/verwaltung", "/de/gremien"):
        mine, theirs = (client.get(f"{PREFIX[city]}{path}").status_code for city in BOTH)
        assert (mine, theirs) != (200, 200), path
        assert theirs in (302, 303, 403, 404), path


def test_the_token_of_forms_is_the_hosts(here):
    """One session cookie, one token: nobody loses a form because they looked into the other city meanwhile."""
    with here.app.test_request_context("/"):
        for city in BOTH:
            with here.at[city].at_work():
                generate_csrf()
        assert [name for name in browser if "csrf" in name] == ["csrf_token"]


def test_the_card_of_a_page_comes_from_its_own_city(here):
    """oEmbed is asked with whole addresses; both cities have a Vorhaben of this name."""
    client = here.app.test_client()

    def card(city, of):
        page = f"https://portal.example{PREFIX[of]}/de/vorhaben/radweg"
        return client.get(f"{PREFIX[city]}/oembed", query_string={"url": page})

    for city in BOTH:
        assert card(city, city).json["title"] == f"Radweg {MARK[city]}"
        assert card(city, OTHER[city]).status_code == 404


def test_the_place_that_a_field_names_as_an_example_is_one_of_this_city(here):
    client = here.app.test_client()

    for city in BOTH:
        for page in ("vorhaben", "nahe"):
            assert f'placeholder="z. B. {MARK[city]}weg' in client.get(f"{PREFIX[city]}/de/{page}").text
