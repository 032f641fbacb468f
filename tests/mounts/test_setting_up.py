"""Which cities may hang side by side, and what a further one takes over from the host's settings."""

import pytest
from flask import Flask, url_for

from beteiligung import Beteiligung, current_mount
from beteiligung.engine import engine_for

HERNE = {"BETEILIGUNG_URL_PREFIX": "/herne", "BETEILIGUNG_CITY": "Herne"}


def host(folder, **config):
    """An application with one city, as everybody has it."""
    app = Flask("host", instance_path=str(folder / "instance"))
    app.config.update(SECRET_KEY="only for tests", **config)
    Beteiligung(app, engine=f"sqlite:///{folder / 'bochum.sqlite'}")
    return app


def further(app, folder, *, engine="herne.sqlite", mount="herne", **settings):
    """One more."""
    engine = f"sqlite:///{folder / engine}" if isinstance(engine, str) else engine
    return Beteiligung(app, engine=engine, mount=mount, settings={**HERNE, **settings})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"mount": ""}, "the mount without a name already"),
        ({"mount": "Herne/Eickel"}, "small letters, digits and hyphens"),
        ({"mount": None}, "small letters, digits and hyphens"),
        ({"BETEILIGUNG_CITTY": "Herne"}, "nobody knows: BETEILIGUNG_CITTY"),
        ({"BETEILIGUNG_URL_PREFIX": "/beteiligung"}, "overlap"),
        ({"BETEILIGUNG_URL_PREFIX": "/beteiligung/"}, "overlap"),
        ({"BETEILIGUNG_URL_PREFIX": "/beteiligung/herne"}, "overlap"),
        ({"BETEILIGUNG_URL_PREFIX": "/"}, "overlap"),
        ({"BETEILIGUNG_URL_PREFIX": "herne"}, "needs an address that begins with a slash"),
        ({"BETEILIGUNG_MODERATION": "never"}, "BETEILIGUNG_MODERATION needs"),
        ({"BETEILIGUNG_LOGIN": ("email",)}, "needs BETEILIGUNG_BASE_URL"),
        ({"BETEILIGUNG_LIMITS": {"shouting": {}}}, "BETEILIGUNG_LIMITS"),
        ({"BETEILIGUNG_TILES_ZOOM": (3, 2)}, "BETEILIGUNG_TILES_ZOOM"),
        ({"engine": "bochum.sqlite"}, "would share the database"),
        ({"engine": "x/../bochum.sqlite"}, "would share the database"),
        ({"engine": None}, "a database of its own"),
    ],
)
def test_what_cannot_hang_there_is_refused_at_the_start(tmp_path, changes, said):
    app = host(tmp_path)
    (tmp_path / "x").mkdir()
    before = [str(rule) for rule in app.url_map.iter_rules()]

    with pytest.raises(ValueError, match=said):
        further(app, tmp_path, **changes)

    assert [str(rule) for rule in app.url_map.iter_rules()] == before
    assert further(app, tmp_path).mount == "herne"


@pytest.mark.parametrize("name", ["BETEILIGUNG_URL_PREFIX", "BETEILIGUNG_CITY"])
def test_a_further_city_says_where_it_is_and_how_it_is_called(tmp_path, name):
    own = {key: value for key, value in HERNE.items() if key != name}

    with pytest.raises(ValueError, match=f"needs a {name} of its own"):
        Beteiligung(host(tmp_path), engine="sqlite://", mount="herne", settings=own)


def test_a_name_that_begins_like_another_prefix_is_fine(tmp_path):
    further(host(tmp_path), tmp_path, BETEILIGUNG_URL_PREFIX="/beteiligung-herne")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("postgresql+psycopg://anna@localhost/portal", "postgresql://kim@127.0.0.1:5432/portal"),
        ("postgresql+psycopg://db.example/portal", "postgresql+psycopg://db.example/portal?application_name=herne"),
    ],
)
def test_one_database_under_two_names_is_still_one(tmp_path, one, other):
    app = Flask("host", instance_path=str(tmp_path))
    Beteiligung(app, engine=one)

    with pytest.raises(ValueError, match="would share the database"):
        Beteiligung(app, engine=other, mount="herne", settings=HERNE)


def test_schemas_of_one_server_are_databases_of_their_own(tmp_path):
    app, url = Flask("host", instance_path=str(tmp_path)), "postgresql+psycopg://db.example/portal"
    Beteiligung(app, engine=f"{url}?options=-csearch_path%3Dbochum")

    Beteiligung(app, engine=f"{url}?options=-csearch_path%3Dherne", mount="herne", settings=HERNE)


def test_functions_that_find_the_same_engine_are_found_out_when_they_are_asked(tmp_path):
    app, engine = Flask("host", instance_path=str(tmp_path)), engine_for("sqlite://")
    bochum = Beteiligung(app, engine=lambda: engine)
    herne = Beteiligung(app, engine=lambda: engine, mount="herne", settings=HERNE)

    with app.app_context():
        assert bochum.engine() is bochum.engine() is engine
        with pytest.raises(ValueError, match="would share the database"):
            herne.engine()


def test_the_same_function_is_refused_at_once(tmp_path):
    app = Flask("host", instance_path=str(tmp_path))

    def find():
        raise AssertionError("nobody asks before there is a request")

    Beteiligung(app, engine=find)

    with pytest.raises(ValueError, match="the same function"):
        Beteiligung(app, engine=find, mount="herne", settings=HERNE)


@pytest.mark.parametrize("folder", ["files", "files/herne"])
def test_files_of_two_cities_do_not_lie_in_one_folder(tmp_path, folder):
    app = host(tmp_path, BETEILIGUNG_FILES_FOLDER=str(tmp_path / "files"))

    with pytest.raises(ValueError, match="BETEILIGUNG_FILES_FOLDER"):
        further(app, tmp_path, BETEILIGUNG_FILES_FOLDER=str(tmp_path / folder))


def test_what_is_of_one_city_is_not_taken_over_and_the_rest_is(tmp_path):
    bochum = {
        "BETEILIGUNG_CONTACT": {"name": "Rathaus Bochum"},
        "BETEILIGUNG_GAZETTEER": "bochum.csv",
        "BETEILIGUNG_MAIL_REPLY_TO": "rathaus@bochum.example",
        "BETEILIGUNG_FILES_FOLDER": str(tmp_path / "files"),
        "BETEILIGUNG_MAIL_HOST": "mail.example",
        "BETEILIGUNG_PAGE_SIZE": 7,
    }
    app = host(tmp_path, **bochum)

    with app.app_context(), further(app, tmp_path).at_work():
        known = {name: current_mount().setting(name.removeprefix("BETEILIGUNG_"), app) for name in bochum}

    shared = {"BETEILIGUNG_MAIL_HOST": "mail.example", "BETEILIGUNG_PAGE_SIZE": 7}
    assert known == {**dict.fromkeys(bochum), "BETEILIGUNG_CONTACT": {}, **shared}


def test_a_further_city_may_have_its_own_file_in_the_instance_folder(tmp_path):
    app = Flask("host", instance_path=str(tmp_path))
    both = Beteiligung(app), further(app, tmp_path, engine=None, BETEILIGUNG_DATABASE_URL="sqlite:///own.sqlite")

    with app.app_context():
        assert [city.engine().url.database for city in both] == [str(tmp_path / "beteiligung.sqlite"), "own.sqlite"]


def test_links_stay_in_the_city_and_lead_to_another_one_where_that_is_said(tmp_path):
    app = host(tmp_path)
    herne = further(app, tmp_path, BETEILIGUNG_LOCALES=("en", "fr"))
    heard = []

    @app.route("/")
    def home():
        heard.append(url_for("beteiligung.liste"))
        heard.append(url_for("beteiligung.liste", beteiligung_mount="herne"))
        heard.append(url_for("beteiligung_moderation.posteingang", beteiligung_mount="herne", lang="fr"))
        with herne.at_work():
            heard.append(url_for("beteiligung.liste", thema="x"))
            heard.append(url_for("beteiligung.liste", beteiligung_mount="", lang="de-simple"))
        heard.append(url_for("beteiligung.static", filename="karte.js"))
        return ""

    app.test_client().get("/", headers={"Accept-Language": "de"})

    assert heard == [
        "/beteiligung/de/vorhaben",
        "/herne/en/vorhaben",  # nobody speaks German there
        "/herne/fr/moderation",
        "/herne/en/vorhaben?thema=x",
        "/beteiligung/de-simple/vorhaben",
        "/beteiligung/static/karte.js",
    ]


def test_the_first_city_may_have_a_name_too(tmp_path):
    app = Flask("host", instance_path=str(tmp_path))
    own = {"BETEILIGUNG_CITY": "Bochum", "BETEILIGUNG_URL_PREFIX": "/bochum"}
    bochum = Beteiligung(app, mount="bochum", settings=own)
    further(app, tmp_path)

    with app.test_request_context():
        assert url_for("beteiligung.liste") == "/bochum/de/vorhaben"
        assert current_mount().name == "bochum"
        assert bochum.engine().url.database == str(tmp_path / "beteiligung-bochum.sqlite")
    assert app.extensions["beteiligung"] is bochum


def test_no_page_has_two_addresses_of_which_one_would_lead_to_the_other(tmp_path):
    """Werkzeug redirects from an address to an earlier one with the same arguments once these have defaults."""
    app = host(tmp_path)
    ours = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("beteiligung")]
    by_arguments = {}
    for rule in ours:
        by_arguments.setdefault((rule.endpoint, frozenset(rule.arguments)), set()).add(rule.rule)

    assert len(by_arguments) > 100
    assert [rules for rules in by_arguments.values() if len(rules) > 1] == []
