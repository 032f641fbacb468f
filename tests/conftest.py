"""Fixtures: every test of the database runs on SQLite and on PostgreSQL."""

import gc
import os

import pytest
from hypothesis import settings
from jinja2 import BytecodeCache
from sqlalchemy import event
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from beteiligung import Person, schema
from beteiligung.engine import engine_for
from beteiligung.roles import ADMINISTRATION, BEZIRKSVERTRETUNG, MODERATION
from beteiligung.vorhaben import remembered
from beteiligung.vorhaben.models import Publication

from . import databases, demo, hosts, records, wheels

SERVER = os.environ.get("BETEILIGUNG_TEST_POSTGRES")
NEEDED_IN_CI = {"browser", "nginx", "postgres", "redis"}
_skipped_in_ci = []

settings.register_profile("ci", derandomize=True, deadline=None)  # a finding belongs to a desk, not to a landing
settings.load_profile("ci" if os.environ.get("CI") else "default")


def pytest_collection_finish():
    """Twelve thousand tests are no garbage; with its usual limits the collector took a tenth of the time."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


@pytest.fixture(autouse=True)
def _push_request_context():
    """Switch off pytest-flask's ambient request: it would make ``g`` outlive each request."""


def pytest_runtest_logreport(report):
    """Where everything is there, a skipped test would be a hole that nobody sees."""
    if os.environ.get("CI") and report.skipped and NEEDED_IN_CI & set(report.keywords):
        _skipped_in_ci.append(report.nodeid)


def pytest_sessionfinish(session):
    """In CI a skip of what needs a server or a browser fails the run."""
    if _skipped_in_ci:
        session.exitstatus = 1


def pytest_terminal_summary(terminalreporter):
    """Name the tests that CI must not skip."""
    for name in _skipped_in_ci:
        terminalreporter.line(f"CI must not skip {name}", red=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    """An SQLite file with our tables, migrated once and copied for each test."""
    return databases.migrated_file(tmp_path_factory.mktemp("sqlite") / "template.sqlite")


@pytest.fixture(scope="session")
def postgres_server():
    """The server that BETEILIGUNG_TEST_POSTGRES names."""
    return SERVER or pytest.skip("BETEILIGUNG_TEST_POSTGRES names no PostgreSQL server")


@pytest.fixture(scope="session")
def postgres_migrated(postgres_server, testrun_uid, worker_id):
    """A database of this worker, with our tables."""
    name = f"beteiligung_{testrun_uid[:8]}_{worker_id}"
    with databases.postgres_database(postgres_server, name) as url, databases.engine_at(url) as engine:
        schema.upgrade(engine)
        yield engine


@pytest.fixture(scope="session")
def sqlite_migrated(tmp_path_factory):
    """The worker's SQLite engine: one for all tests, so that a statement is compiled once and not for each test."""
    engine = engine_for(f"sqlite:///{tmp_path_factory.mktemp('worker') / 'test.sqlite'}")
    event.listen(engine, "connect", lambda connection, record: connection.execute("PRAGMA synchronous = OFF"))
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_engine(sqlite_migrated, sqlite_template):
    """The worker's SQLite database, empty."""
    databases.put_back(sqlite_migrated, sqlite_template)
    remembered.forget(sqlite_migrated)
    return sqlite_migrated


@pytest.fixture
def postgres_engine(postgres_migrated):
    """The worker's PostgreSQL database, empty."""
    databases.empty(postgres_migrated)
    return postgres_migrated


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request):
    """An empty database with our tables."""
    return request.getfixturevalue(f"{request.param}_engine")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_database(request, tmp_path):
    """An engine on a database without any table, for tests of the migrations."""
    if request.param == "sqlite":
        with databases.engine_at(f"sqlite:///{tmp_path / 'empty.sqlite'}") as engine:
            yield engine
        return
    name = f"beteiligung_{request.getfixturevalue('testrun_uid')[:8]}_{request.getfixturevalue('worker_id')}_empty"
    server = request.getfixturevalue("postgres_server")
    with databases.postgres_database(server, name) as url, databases.engine_at(url) as engine:
        yield engine


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """Wheel and sdist of this checkout."""
    return wheels.build(tmp_path_factory.mktemp("source") / "beteiligung", tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def installed(built, tmp_path_factory):
    """The Python of an environment in which the wheel is installed."""
    return wheels.environment_with(built[0], tmp_path_factory.mktemp("installed") / "venv")


@pytest.fixture
def session(engine):
    """A session beside the one that requests use; what it adds must be committed to be seen."""
    with Session(engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def counted(engine):
    """``with counted() as statements``: the SQL sent inside the block."""
    return lambda: databases.counted(engine)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    """``demonstration("portal")``: a new instance folder with what ``make demo`` fills in."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "demonstration"

    def copied(name):
        folder = tmp_path_factory.mktemp(name)
        demo.copy(shared, folder)
        return folder

    return copied


@pytest.fixture(scope="session")
def browser():
    """One Chromium for the whole run."""
    from .browser import running  # whoever runs no browser needs not wait for it

    if (path := running.find_chromium()) is None:
        pytest.skip(f"no Chromium: set CHROMIUM, or install one of {', '.join(running.CHROMIUM_NAMES)}")
    with running.chromium(path) as browser:
        yield browser


class Compiled(BytecodeCache):
    """Templates that were compiled in this process, by name, place and text."""

    def __init__(self):
        self._code = {}

    def load_bytecode(self, bucket):
        """Take it from memory; the checksum is that of the text."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket):
        """Keep it."""
        self._code[bucket.key, bucket.checksum] = bucket.code


@pytest.fixture(scope="session")
def compiled_templates():
    """Every host of every test shows the same templates: compile them once."""
    return Compiled()


@pytest.fixture(scope="session", autouse=True)
def addresses_compiled_once():
    """Every host has the same addresses; Werkzeug would compile them anew for each test, for a tenth of a second."""
    compile_rule, known = Rule.compile, {}

    def once(rule):
        key = (rule.rule, rule.subdomain, rule.host, repr(rule.defaults), rule.merge_slashes)
        key += (tuple(rule.map.converters.items()),)
        if key not in known:
            compile_rule(rule)
            known[key] = {name: rule.__dict__[name] for name in ("_parts", "_trace", "_converters", "arguments")}
            known[key] |= {name: rule.__dict__[name].__func__ for name in ("_build", "_build_unknown")}
            return
        for name, value in known[key].items():
            setattr(rule, name, value.__get__(rule) if callable(value) else value.copy())

    Rule.compile = once
    yield
    Rule.compile = compile_rule


@pytest.fixture
def make_app(engine, tmp_path, compiled_templates):
    """``make_app("csrf", BETEILIGUNG_…=…)``: a host application on this test's database."""

    def make(kind="bare", **config):
        app = hosts.HOSTS[kind](engine, tmp_path, **config)
        app.jinja_env.bytecode_cache = compiled_templates
        return app

    return make


@pytest.fixture
def app(make_app):
    """The bare host; pytest-flask wants this name."""
    return make_app()


@pytest.fixture
def client(app):
    """A browser that keeps its cookies, but not our request's context as pytest-flask's would."""
    return app.test_client()


@pytest.fixture
def anna():
    """Somebody who lives here."""
    return Person(id="anna", name="Anna Muster")


@pytest.fixture
def kim():
    """A moderator."""
    return Person(id="kim", name="Kim Yıldız", roles=frozenset({MODERATION}))


@pytest.fixture
def amt():
    """Somebody of the administration."""
    return Person(id="amt", name="Amt für Grün", roles=frozenset({ADMINISTRATION}))


@pytest.fixture
def bv():
    """A member of a Bezirksvertretung."""
    return Person(id="bv", name="Robin Brand", roles=frozenset({BEZIRKSVERTRETUNG}), bezirk=2)


@pytest.fixture
def bezirke(session):
    """Two Stadtbezirke."""
    both = [records.bezirk(1, "Mitte"), records.bezirk(2, "Wattenscheid")]
    session.add_all(both)
    session.commit()
    return both


@pytest.fixture
def radweg(session, bezirke):
    """A published Vorhaben that is open: place, Stadtbezirk, clause, history."""
    agreement = records.vereinbarung()
    vorhaben = records.vorhaben(open_for=10, bezirke=[bezirke[0]], clause=agreement.clauses[0])
    session.add_all([agreement, vorhaben])
    session.commit()
    return vorhaben


@pytest.fixture
def hidden_away(session, radweg, bezirke):
    """A draft and an archived Vorhaben that fit every filter the published one fits, each with a Beitrag."""
    both = []
    for publication in (Publication.DRAFT, Publication.ARCHIVED):
        word = f"GEHEIM{publication.value}"
        record = records.vorhaben(
            f"geheim-{publication.value}", f"{word} Radweg", open_for=5, bezirke=bezirke[:1], publication=publication
        )
        session.add_all([record, records.beitrag(record, f"{word} Beitrag")])
        both.append(record)
    session.commit()
    return both
