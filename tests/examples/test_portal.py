"""The example portal: filled by its commands, again and again, and safe to show."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from beteiligung.abwaegung.gaps import gaps
from beteiligung.abwaegung.models import Abwaegung, AbwaegungState
from beteiligung.beitrag.models import Beitrag, BeitragOrigin, Visibility
from beteiligung.beschluss.models import Beschluss, ConditionState
from beteiligung.gremium.models import AgendaItem, Inquiry, Meeting, Task
from beteiligung.vorhaben.models import Publication, Status, Vorhaben
from examples.portal import create_app
from examples.portal.conferring import BODY, SCHOOL, STREET, TRAM
from examples.portal.people import address_of

from ..databases import counted
from ..pages import Page, token

ROOT = Path(__file__).parents[2]
STEPS = [
    ["beteiligung", "upgrade"],
    ["beteiligung", "bezirke", "import", "examples/bochum/bezirke.geojson"],
    ["beteiligung", "import", "examples/bochum/vereinbarung.md"],
    ["seed"],
]


def run_all(app):
    """What ``make demo`` runs before it serves; returns the last output."""
    for step in STEPS:
        result = app.test_cli_runner().invoke(args=[str(ROOT / s) if s.startswith("examples/") else s for s in step])
        assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    """One portal for all tests here: filling it takes seconds. Each test only adds what no other one looks at."""
    app = create_app(instance_path=tmp_path_factory.mktemp("portal"), TESTING=True)
    app.filled = run_all(app)
    with app.app_context():
        engine = app.extensions["beteiligung"].engine()
    app.engine = engine
    yield app
    engine.dispose()


@pytest.fixture
def app(portal):
    """pytest-flask wants this name."""
    return portal


def test_mails_lead_to_the_port_on_which_the_portal_runs(tmp_path, monkeypatch):
    """As ``make demo PORT=5055`` leaves it for ``send-mail`` in another window."""
    monkeypatch.delenv("PORTAL_URL", raising=False)
    assert create_app(tmp_path).config["BETEILIGUNG_BASE_URL"] == "http://127.0.0.1:5000"
    (tmp_path / "portal-url").write_text("http://127.0.0.1:5055\n")
    assert create_app(tmp_path).config["BETEILIGUNG_BASE_URL"] == "http://127.0.0.1:5055"
    monkeypatch.setenv("PORTAL_URL", "https://portal.example")
    assert create_app(tmp_path).config["BETEILIGUNG_BASE_URL"] == "https://portal.example"


def log_in(client, user):
    page = client.get("/anmelden")
    data = {"user": user, "next": "/beteiligung/de/vorhaben", "csrf_token": token(page)}
    return client.post("/anmelden", data=data)


def some_open(engine):
    with Session(engine) as session:
        query = select(Vorhaben.slug).where(
            Vorhaben.publication == Publication.PUBLISHED, Vorhaben.open_until.is_not(None)
        )
        return session.scalars(query.order_by(Vorhaben.open_until.desc())).first()


def how_many(engine):
    with Session(engine) as session:
        published = select(func.count(Vorhaben.id)).where(Vorhaben.publication == Publication.PUBLISHED)
        return session.scalar(published), session.scalar(select(func.count(Beitrag.id)))


def test_the_makefile_runs_these_steps():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    for step in STEPS:
        assert f"$(FLASK) {' '.join(step)}" in makefile


def test_the_demonstration_is_full(portal):
    published, beitraege = how_many(portal.engine)

    assert published >= 120
    assert beitraege >= 20


def test_a_second_run_adds_nothing_and_keeps_what_people_wrote(portal):
    slug = some_open(portal.engine)
    client = portal.test_client()
    log_in(client, "anna")
    url = f"/beteiligung/de/vorhaben/{slug}"
    form = {"body": "Von mir", "stance": "pro", "csrf_token": token(client.get(url))}
    assert client.post(url, data=form).status_code == 303
    before = how_many(portal.engine)

    output = run_all(portal)

    assert "0 Vorhaben added" in output
    assert how_many(portal.engine) == before
    with Session(portal.engine) as session:
        own = session.scalars(select(Beitrag).where(Beitrag.body == "Von mir")).one()
        assert (own.author_id, own.visibility) == ("anna", Visibility.SUBMITTED)


def test_every_published_vorhaben_has_a_page(portal):
    client = portal.test_client()
    with Session(portal.engine) as session:
        slugs = session.scalars(select(Vorhaben.slug).where(Vorhaben.publication == Publication.PUBLISHED)).all()

    for number, slug in enumerate(slugs):
        language = ("de", "de-simple", "en")[number % 3]
        assert client.get(f"/beteiligung/{language}/vorhaben/{slug}").status_code == 200, slug


def test_pages_are_made_with_few_questions_even_when_full(portal):
    with counted(portal.engine) as statements:
        portal.test_client().get("/beteiligung/de/vorhaben")

    assert 0 < len(statements) < 25


def test_nothing_inline_nothing_foreign(portal):
    client = portal.test_client()
    for address in (
        "/",
        "/anmelden",
        "/beteiligung/de/vorhaben",
        f"/beteiligung/de/vorhaben/{some_open(portal.engine)}",
    ):
        answer = client.get(address)
        assert answer.headers["Content-Security-Policy"] == "default-src 'self'"
        page = Page(answer.text)
        assert list(page.live()) == [], address
        assert not page.all("style")
        for name in ("href", "src", "action"):
            asked = [
                a[name]
                for tag, a in page.elements
                if name in a and tag in {"link", "script", "img", "use", "form"} and a.get("rel") != "alternate"
            ]
            assert all(address.startswith(("/", "#")) for address in asked)


def test_no_cookie_without_a_login(portal):
    client = portal.test_client()

    for address in (
        "/",
        "/beteiligung/",
        "/beteiligung/de/vorhaben",
        "/beteiligung/en/vorhaben.geojson",
        "/beteiligung/de/vorhaben/none",
    ):
        assert "Set-Cookie" not in client.get(address).headers, address


def test_it_says_that_it_is_a_demonstration(portal):
    for language, words in (("de", "Demonstration"), ("en", "This is a demonstration")):
        assert words in portal.test_client().get(f"/beteiligung/{language}/vorhaben").text


@pytest.mark.parametrize(("user", "status"), [(None, 403), ("anna", 403), ("bv", 403), ("amt", 200), ("kim", 200)])
def test_who_sees_the_inbox(portal, user, status):
    client = portal.test_client()
    if user:
        assert log_in(client, user).status_code == 303

    assert client.get("/beteiligung/de/moderation").status_code == status


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", ""])
def test_the_login_leads_to_this_portal_only(portal, elsewhere):
    client = portal.test_client()
    data = {"user": "anna", "next": elsewhere, "csrf_token": token(client.get("/anmelden"))}

    assert client.post("/anmelden", data=data).location == "/"


def test_logging_out_leaves_no_cookie(portal):
    client = portal.test_client()
    log_in(client, "anna")

    client.post("/abmelden", data={"csrf_token": token(client.get("/"))})

    assert client.get_cookie("session") is None


def test_nobody_logs_in_as_somebody_unknown(portal):
    client = portal.test_client()
    data = {"user": "root", "csrf_token": token(client.get("/anmelden"))}

    assert client.post("/anmelden", data=data).status_code == 400


def test_the_secret_is_made_once_for_this_machine_alone(portal):
    secret = Path(portal.instance_path, "portal-secret")

    assert secret.stat().st_mode & 0o077 == 0
    assert len(secret.read_text()) == 64
    assert create_app(instance_path=portal.instance_path).secret_key == portal.secret_key


@pytest.mark.parametrize(
    ("person_id", "address"),
    [
        ("anna", "linde-12@musterportal.example"),
        ("kim", "kim-yldz@musterportal.example"),
        ("demo:Erle 7", "erle-7@musterportal.example"),
        ("demo:🌳", "jemand@musterportal.example"),
        ("konto:1", None),
    ],
)
def test_everybody_in_it_has_a_mailbox_that_nobody_reads(person_id, address):
    assert address_of(person_id) == address


def test_its_mails_find_whom_they_are_for(portal):
    with Session(portal.engine) as session:
        online = Beitrag.origin == BeitragOrigin.ONLINE  # whoever wrote on paper gets a letter
        authors = session.scalars(select(Beitrag.author_id).where(online).distinct()).all()

    with portal.app_context():
        assert authors
        assert all(portal.extensions["beteiligung"].load_address(author) for author in authors)


def test_the_desk_of_the_demonstration_shows_each_state(portal):
    """Three Vorhaben with finished participation: decided, waiting for the body, and being weighed with gaps."""
    now = datetime.now(UTC)
    with Session(portal.engine) as session:
        by_slug = {weighing.vorhaben.slug: weighing for weighing in session.scalars(select(Abwaegung))}
        school, tram, street = by_slug[SCHOOL], by_slug[TRAM], by_slug[STREET]
        assert all(one.vorhaben.open_until < now for one in by_slug.values())

        decision = session.scalars(select(Beschluss).where(Beschluss.vorhaben_id == school.vorhaben_id)).one()
        assert (school.state, school.vorhaben.status) == (AbwaegungState.PUBLISHED, Status.DECIDED)
        assert sorted(one.is_late(now.date()) for one in decision.conditions) == [False, False, True]
        assert {one.state for one in decision.conditions if one.proof} == {ConditionState.DONE}

        waits = select(AgendaItem).join(Meeting).where(Meeting.at > now, AgendaItem.task == Task.DECIDE)
        bodies = [item.meeting.gremium.slug for item in session.scalars(waits) if item.vorhaben_id == tram.vorhaben_id]
        assert bodies == [BODY]
        assert (tram.state, tram.vorhaben.status) == (AbwaegungState.CLOSED, Status.EVALUATION)
        assert gaps(session, tram, now=now).is_complete

        missing = gaps(session, street, now=now)
        assert street.state == AbwaegungState.OPEN
        assert missing.unassigned > 0 and missing.arguments and missing.lacks_proposal
        origins = select(Beitrag.origin).where(Beitrag.vorhaben_id == street.vorhaben_id)
        assert set(session.scalars(origins)) == set(BeitragOrigin)
        assert session.scalar(select(Inquiry.id).where(Inquiry.answered_at.is_(None), Inquiry.due_on < now.date()))
