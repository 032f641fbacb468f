import shutil

from flask import Flask
from flask_babel import gettext

from beteiligung import Beteiligung
from beteiligung.engine import engine_for

from . import hosts


def test_it_can_be_set_up_later(sqlite_engine):
    app = Flask("host")
    beteiligung = Beteiligung(engine=sqlite_engine)

    beteiligung.init_app(app)

    assert app.extensions["beteiligung"] is beteiligung
    assert app.test_client().get("/beteiligung/de/vorhaben").status_code == 200


def test_the_engine_may_be_found_late(sqlite_engine):
    app = Flask("host")
    Beteiligung(app, engine=lambda: sqlite_engine)

    with app.app_context():
        assert app.extensions["beteiligung"].engine() is sqlite_engine


def test_the_engine_may_be_an_address(tmp_path):
    app = Flask("host")
    beteiligung = Beteiligung(app, engine=f"sqlite:///{tmp_path / 'own.sqlite'}")

    with app.app_context():
        assert beteiligung.engine() is beteiligung.engine()
        assert beteiligung.engine().url.database == str(tmp_path / "own.sqlite")


def test_without_an_engine_the_setting_counts_then_the_instance_folder(tmp_path):
    named = Flask("named", instance_path=str(tmp_path / "a"))
    named.config["BETEILIGUNG_DATABASE_URL"] = f"sqlite:///{tmp_path / 'named.sqlite'}"
    plain = Flask("plain", instance_path=str(tmp_path / "b"))

    for app in (named, plain):
        Beteiligung(app)

    assert _file_of(named) == str(tmp_path / "named.sqlite")
    assert _file_of(plain) == str(tmp_path / "b" / "beteiligung.sqlite")


def test_one_extension_serves_two_applications(tmp_path):
    beteiligung = Beteiligung()
    apps = [Flask(name, instance_path=str(tmp_path / name)) for name in ("one", "two")]

    for app in apps:
        beteiligung.init_app(app)

    assert [_file_of(app) for app in apps] == [str(tmp_path / name / "beteiligung.sqlite") for name in ("one", "two")]


def test_two_extensions_in_one_process_do_not_mix(sqlite_template, tmp_path):
    engines = [
        engine_for(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / f'{name}.sqlite')}") for name in ("one", "two")
    ]
    first, second = (
        hosts.bare(engine, tmp_path, BETEILIGUNG_CITY=c) for engine, c in zip(engines, ("Bochum", "Herne"), strict=True)
    )

    assert "What is planned in Bochum" in first.test_client().get("/beteiligung/en/vorhaben").text
    assert "What is planned in Herne" in second.test_client().get("/beteiligung/en/vorhaben").text
    for engine in engines:
        engine.dispose()


def test_the_hosts_own_babel_stays_in_charge_of_the_hosts_pages(make_app):
    app = make_app("babel")
    heard = []
    app.add_url_rule(
        "/", view_func=lambda: heard.append(str(app.extensions["babel"].locale_selector())) or gettext("Hi")
    )
    client = app.test_client()

    assert "Keine Vorhaben" not in client.get("/").text
    assert 'lang="en"' in client.get("/beteiligung/en/vorhaben").text
    client.get("/")

    assert heard == ["fr", "fr"]


def test_the_host_is_asked_once_a_request_who_is_there(app, client, radweg, anna):
    asked = []
    app.extensions["beteiligung"].person_loader(lambda: asked.append(1) or anna)

    client.get("/beteiligung/de/vorhaben/radweg")

    assert asked == [1]


def _file_of(app):
    with app.app_context():
        return app.extensions["beteiligung"].engine().url.database
