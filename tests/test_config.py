import pytest
from flask import Flask

from beteiligung import Beteiligung
from beteiligung.config import SETTINGS


def host(**config):
    app = Flask("host")
    app.config.update(SECRET_KEY="only for tests", **config)
    Beteiligung(app, engine="sqlite://")
    return app


def test_what_the_host_leaves_out_gets_its_default():
    app = host()

    assert {s.name: app.config[f"BETEILIGUNG_{s.name}"] for s in SETTINGS} == {s.name: s.default for s in SETTINGS}


def test_what_the_host_sets_stays():
    assert host(BETEILIGUNG_CITY="Herne").config["BETEILIGUNG_CITY"] == "Herne"


def test_every_setting_is_named_once_and_explained():
    names = [s.name for s in SETTINGS]

    assert len(set(names)) == len(names)
    assert all(s.name.isupper() and s.help.endswith(".") for s in SETTINGS)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MODERATION", "never"),
        ("MODERATION", None),
        ("TILES_URL", "https://tiles.example/{z}/{x}.png"),
        ("TILES_URL", "http://tiles.example/{z}/{x}/{y}.png"),
        ("TILES_URL", "file:///etc/{z}/{x}/{y}"),
        ("TILES_URL", "https://tiles.example/{z}/{x}/{y}.png?key={key}"),
        ("TILES_URL", "/nowhere/bochum.pmtiles"),
        ("TILES_DAYS", 0),
        ("TILES_DAYS", "30"),
        ("TILES_ROOM", 1000),
        ("TILES_ZOOM", (19, 8)),
        ("TILES_ZOOM", 12),
        ("TILES_EXTENT", (7.3, 51.4, 7.1, 51.5)),
        ("TILES_EXTENT", "Bochum"),
        ("TILES_EXTENT", (366000, 5704000, 367000, 5705000)),
        ("LOCALES", ()),
        ("LOCALES", "de"),
        ("LOCALES", ("de", "no such language")),
        ("TIMEZONE", "Europe/Wattenscheid"),
        ("PAGE_SIZE", 0),
        ("PAGE_SIZE", "20"),
        ("URL_PREFIX", "beteiligung"),
        ("FILE_LIMIT", 0),
        ("FILES_FOLDER", "files"),
        ("ROLES", {"editor": "moderator"}),
        ("ROLES", {"editor": ["moderation", "root"]}),
        ("ROLES", {"editor": None}),
        ("ROLES", ["moderation"]),
    ],
)
def test_a_setting_that_cannot_work_is_refused_at_the_start(name, value):
    with pytest.raises(ValueError, match=f"BETEILIGUNG_{name}"):
        host(**{f"BETEILIGUNG_{name}": value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TILES_URL", "https://tiles.example/{z}/{x}/{y}.png"),
        ("TILES_URL", "http://127.0.0.1:8080/{z}/{x}/{y}"),
        ("TILES_URL", "https://tiles.example/wms?SERVICE=WMS&LAYERS=stadtplan"),
        ("TILES_EXTENT", (7.1, 51.4, 7.3, 51.5)),
        ("LOCALES", ["de", "ar"]),
        ("LOCALES", ("en-GB", "de-simple")),
        ("URL_PREFIX", "/mitreden"),
        ("PAGE_SIZE", 1),
        ("ROLES", {"editor": "moderation", "office": ("administration", "moderation"), "nobody": ()}),
    ],
)
def test_a_setting_that_works_is_taken(name, value):
    assert host(**{f"BETEILIGUNG_{name}": value}).config[f"BETEILIGUNG_{name}"] == value


@pytest.mark.parametrize("inside", [".", "files", "a/../b"])
def test_files_never_lie_where_a_web_server_shows_them(tmp_path, inside):
    app = Flask("host", static_folder=str(tmp_path / "static"))
    app.config.update(SECRET_KEY="only for tests", BETEILIGUNG_FILES_FOLDER=str(tmp_path / "static" / inside))

    with pytest.raises(ValueError, match="static folder"):
        Beteiligung(app, engine="sqlite://")
    app.config["BETEILIGUNG_FILES_FOLDER"] = str(tmp_path / "files")
    Beteiligung(app, engine="sqlite://")
