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
        ("LOCALES", ()),
        ("LOCALES", "de"),
        ("LOCALES", ("de", "no such language")),
        ("TIMEZONE", "Europe/Wattenscheid"),
        ("PAGE_SIZE", 0),
        ("PAGE_SIZE", "20"),
        ("URL_PREFIX", "beteiligung"),
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
        ("LOCALES", ["de", "ar"]),
        ("LOCALES", ("en-GB", "de-simple")),
        ("URL_PREFIX", "/mitreden"),
        ("PAGE_SIZE", 1),
    ],
)
def test_a_setting_that_works_is_taken(name, value):
    assert host(**{f"BETEILIGUNG_{name}": value}).config[f"BETEILIGUNG_{name}"] == value
