"""A host replaces a page by its name, and changes a block of it with ``shipped:``, as docs/embedding.md says."""

import re
from pathlib import Path

import pytest
from jinja2 import DictLoader

from beteiligung.vorhaben.models import VorhabenText

from . import hosts, records

ROOT = Path(__file__).parents[1]
DOCS = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
OURS = ROOT / "beteiligung"
TEMPLATES = OURS / "templates"
NAMES = sorted(set(re.findall(r"`(beteiligung/[\w/]+\.html)`", DOCS)))

ADDRESSES = {
    "layout": "de/vorhaben",
    "base": "de/vorhaben",
    "embed": "de/vorhaben?embed=1",
    "konto": "de/konto",
    "liste": "de/vorhaben",
    "zeit": "de/zeit",
    "nahe": "de/nahe",
    "hausregeln": "de/hausregeln",
    "kontakt": "de/kontakt",
    "mitmachen": "de/so-geht-mitmachen",
    "datenschutz": "de/datenschutz",
    "barrierefreiheit": "de/barrierefreiheit",
    "vorhaben": "de/vorhaben/radweg",
    "vorhaben_leicht": "de-simple/vorhaben/radweg",
}
"""Where each template with documented blocks can be seen."""

PASSING = re.compile(r'name="(?:csrf_token|stamp)"[^>]*>|<meta\s[^>]*description"[^>]*>')
"""What is new on each visit; and what a mark in ``share_summary`` stands in place of."""


def blocks():
    """By the short name of a template the blocks that the table promises."""
    table = DOCS.split("| block | template | holds |")[1].split("\n\n")[0]
    found = {}
    for row in table.splitlines()[2:]:
        names, templates, _holds = (cell.strip() for cell in row.strip("| ").split(" | "))
        for template in templates.split(", "):
            found.setdefault(template, []).extend(re.findall(r"`(\w+)`", names))
    return found


def full_name(short):
    [file] = [
        f for f in TEMPLATES.rglob(f"{short}.html") if f.parent.name in ("beteiligung", "public", "haus", "account")
    ]
    return str(file.relative_to(TEMPLATES))


def mark(name):
    return f"⟦{name}⟧"


@pytest.fixture
def look(sqlite_engine, tmp_path, compiled_templates, radweg_for_reading, anna):
    """``look(address, templates)``: the page of a host that has these templates."""

    def look(address, templates):
        app = hosts.bare(sqlite_engine, tmp_path, BETEILIGUNG_LOCALES=("de", "de-simple"))
        app.jinja_loader = DictLoader(templates)
        if not templates:
            app.jinja_env.bytecode_cache = compiled_templates
        hosts.log_in(app, anna)
        answer = app.test_client().get(f"/beteiligung/{address}")
        assert answer.status_code == 200
        return answer.text

    return look


@pytest.fixture
def radweg_for_reading(sqlite_engine):
    """An open Vorhaben that is told in easy German too."""
    from sqlalchemy.orm import Session

    with Session(sqlite_engine) as session:
        bezirk = records.bezirk()
        vorhaben = records.vorhaben(open_for=10, bezirke=[bezirk])
        vorhaben.texts.append(VorhabenText(lang="de-simple", title="Der Radweg", summary="Wir bauen ihn."))
        session.add(vorhaben)
        session.commit()


def test_every_template_with_blocks_has_an_address_here():
    assert blocks().keys() == ADDRESSES.keys()


@pytest.mark.parametrize("short", ADDRESSES)
def test_each_block_can_be_changed_and_keeps_what_is_shipped(look, short):
    name, promised = full_name("liste" if short in ("layout", "base") else short), blocks()[short]
    changed = "".join(f"{{% block {block} %}}{mark(block)}{{{{ super() }}}}{{% endblock %}}" for block in promised)

    shipped = look(ADDRESSES[short], {})
    page = look(ADDRESSES[short], {name: f'{{% extends "shipped:{name}" %}}{changed}'})

    assert [block for block in promised if mark(block) not in page] == []
    assert PASSING.sub("", re.sub(r"⟦\w+⟧", "", page)) == PASSING.sub("", shipped)


@pytest.fixture(scope="module")
def every_name_taken():
    """A host with a template of its own for every name that the table knows."""
    from flask import Flask

    from beteiligung import Beteiligung

    app = Flask("host")
    app.config["SECRET_KEY"] = "only for tests"
    app.jinja_loader = DictLoader({name: mark("ours") for name in NAMES})
    Beteiligung(app, engine="sqlite://")
    return app


@pytest.mark.parametrize("name", NAMES)
def test_a_template_of_the_same_name_replaces_ours_and_ours_stays_at_hand(every_name_taken, name):
    env = every_name_taken.jinja_env

    assert env.loader.get_source(env, name)[0] == mark("ours")
    assert env.loader.get_source(env, f"shipped:{name}")[0] == (TEMPLATES / name).read_text(encoding="utf-8")


def test_every_template_is_asked_for_by_its_name():
    """What is named nowhere would be overridden in vain."""
    sources = [*OURS.rglob("*.py"), *TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.txt")]
    said = "\n".join(source.read_text(encoding="utf-8") for source in sources)

    made = tuple(re.findall(r'"(beteiligung/[\w/]+)\{', said))

    unused = [n for n in NAMES if not (n in said or f'"{Path(n).stem}"' in said or n.startswith(made))]
    assert unused == []
