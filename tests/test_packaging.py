"""What people install is what we wrote: templates, static files, migrations and translations included."""

import configparser
import os
import tarfile
import zipfile
from pathlib import Path

from beteiligung.i18n import shipped

from .wheels import environment_with, run

ROOT = Path(__file__).parents[1]
DATA = (
    "beteiligung/templates/beteiligung/public/liste.html",
    "beteiligung/static/beteiligung.css",
    "beteiligung/static/icons.svg",
    "beteiligung/migrations/env.py",
    "beteiligung/migrations/script.py.mako",
    "beteiligung/migrations/versions/0001_first_house.py",
    "beteiligung/translations/de/LC_MESSAGES/beteiligung.po",
    "beteiligung/translations/de@simple/LC_MESSAGES/beteiligung.po",
    "beteiligung/translations/en/LC_MESSAGES/beteiligung.po",
)
HOST = """
from flask import Flask
from beteiligung import Beteiligung
app = Flask(__name__)
Beteiligung(app)
"""
VISIT = """
import pathlib, sys
import beteiligung
from beteiligung.i18n import shipped
from host import app
client = app.test_client()
page = client.get("/beteiligung/de-simple/vorhaben")
style = client.get("/beteiligung/static/beteiligung.css")
assert page.status_code == 200 and 'lang="de-simple"' in page.text and "Liste und Karte" in page.text
assert style.status_code == 200
places = {pathlib.Path(beteiligung.__file__).parent, shipped("migrations").parent, shipped("translations").parent}
style.close()
print(*places)
"""


def declared():
    """setup.cfg's list of packages."""
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    return set(config["options"]["packages"].split())


def on_disk():
    """Every folder of ours that is a package, by the name it has once installed."""
    for folder in ("beteiligung", "migrations", "translations"):
        for path in (ROOT / folder).rglob("__init__.py"):
            name = ".".join(path.parent.relative_to(ROOT).parts)
            yield name if folder == "beteiligung" else f"beteiligung.{name}"


def test_the_list_of_packages_is_that_of_the_disk():
    assert declared() == set(on_disk())


def test_every_folder_with_modules_is_a_package():
    folders = {path.parent for folder in ("beteiligung", "migrations") for path in (ROOT / folder).rglob("*.py")}

    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def test_the_wheel_holds_everything(built):
    names = set(zipfile.ZipFile(built[0]).namelist())

    assert set(DATA) - names == set()
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "beteiligung").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted - names == set()
    assert not [name for name in names if name.startswith(("tests/", "examples/")) or name.endswith(".pyc")]
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_sdist_holds_what_tests_and_demo_need(built):
    with tarfile.open(built[1]) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}

    for name in (
        "Makefile",
        "setup.cfg",
        "LICENSE",
        "CHANGES.md",
        "README.md",
        "babel.cfg",
        "ruff.toml",
        "tests/conftest.py",
    ):
        assert name in names
    for name in ("examples/bochum/vereinbarung.md", "examples/portal/templates/portal/layout.html", "docs/settings.md"):
        assert name in names
    assert "migrations/versions/0001_first_house.py" in names
    assert not [name for name in names if name.endswith((".pyc", ".sqlite"))]


def test_installed_it_upgrades_a_database_and_shows_a_page(built, tmp_path):
    """The wheel was made from the sdist: what works here was in both."""
    python = environment_with(built[0], tmp_path / "venv")
    (tmp_path / "host.py").write_text(HOST)
    options = {"cwd": tmp_path, "env": {**os.environ, "PYTHONPATH": "", "PYTHONWARNINGS": "error"}}

    run(python, "-m", "flask", "--app", "host", "beteiligung", "upgrade", **options)
    places = run(python, "-W", "ignore::ResourceWarning", "-c", VISIT, **options).split()

    assert places == [str(next((tmp_path / "venv").glob("lib/python*/site-packages/beteiligung")))]
    help_text = run(tmp_path / "venv" / "bin" / "beteiligung", "--help", **options)
    assert "extract" in help_text


def test_this_checkout_finds_the_same_files():
    assert (shipped("migrations") / "versions" / "0001_first_house.py").is_file()
    assert (shipped("translations") / "de@simple" / "LC_MESSAGES" / "beteiligung.po").is_file()
