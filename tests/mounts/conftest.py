"""Two cities in one application, each with a database of its own: both SQLite, both PostgreSQL, one of each."""

import shutil

import pytest
from sqlalchemy.orm import Session

from beteiligung import schema
from beteiligung.engine import engine_for

from .. import databases
from . import cities


@pytest.fixture
def second_sqlite(sqlite_template, tmp_path):
    """Another SQLite file with our tables."""
    engine = engine_for(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'second.sqlite')}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def second_migrated(postgres_server, testrun_uid, worker_id):
    """Another PostgreSQL database of this worker."""
    with databases.postgres_database(postgres_server, f"beteiligung_{testrun_uid[:8]}_{worker_id}_second") as url:
        engine = engine_for(url)
        schema.upgrade(engine)
        yield engine
        engine.dispose()


@pytest.fixture
def second_postgres(second_migrated):
    """The same, empty."""
    databases.empty(second_migrated)
    return second_migrated


PAIRS = {
    "sqlite": ("sqlite_engine", "second_sqlite"),
    "postgres": ("postgres_engine", "second_postgres"),
    "mixed": ("sqlite_engine", "second_postgres"),
}


@pytest.fixture(params=["sqlite", pytest.param("mixed", marks=pytest.mark.postgres)])
def engines(request):
    """The databases of the two cities; the long walk asks for two of PostgreSQL too."""
    return [request.getfixturevalue(name) for name in PAIRS[request.param]]


@pytest.fixture
def on_sqlite(sqlite_engine, second_sqlite):
    """For what does not depend on the database."""
    return [sqlite_engine, second_sqlite]


@pytest.fixture
def make_portal(tmp_path, compiled_templates):
    """``make_portal(engines, …)``: an application with Ahausen and Behausen."""

    def make(engines, **config):
        portal = cities.portal(engines, tmp_path, **config)
        portal.app.jinja_env.bytecode_cache = compiled_templates
        return portal

    return make


@pytest.fixture
def portal(engines, make_portal):
    """Both cities with records of the same names and numbers."""
    for engine, city in zip(engines, cities.BOTH, strict=True):
        with Session(engine) as session:
            cities.fill(session, city)
            session.commit()
    return make_portal(engines)
