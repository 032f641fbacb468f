"""What the documentation shows must run, and where it points must be something."""

import json
import re
import shlex
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from flask import Flask
from jinja2 import DictLoader
from sqlalchemy import select

from beteiligung import Beteiligung, schema
from beteiligung.beitrag.models import Beitrag
from beteiligung.cli import cli, main
from beteiligung.engine import engine_for
from examples.portal.seed import Seeder

from . import records

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "examples" / "README.md"])
FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
DOORS = {"flask beteiligung": cli, "beteiligung": main}


def blocks(kind):
    """Every fenced block of a kind: file, line and text, named for the test's report."""
    for page in PAGES:
        source = page.read_text(encoding="utf-8")
        for fence in FENCE.finditer(source):
            if fence[2] == kind:
                line = source.count("\n", 0, fence.start()) + 1
                yield pytest.param(fence[3], id=f"{page.relative_to(ROOT)}:{line}")


def commands():
    """Every line in a shell block that calls one of our two doors."""
    for block in blocks("sh"):
        for line in block.values[0].splitlines():
            line = re.sub(r"^flask --app \S+", "flask", line.strip())
            for door, group in DOORS.items():
                if line.startswith(f"{door} "):
                    yield pytest.param(group, shlex.split(line.removeprefix(door)), id=line)


@pytest.mark.parametrize("code", list(blocks("python")))
def test_python_blocks_run_on_their_own(code, tmp_path):
    file = tmp_path / "app.py"
    file.write_text(code, encoding="utf-8")

    run = [sys.executable, "-W", "error", file]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, timeout=60)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("door", "words"), list(commands()))
def test_commands_and_options_exist(door, words):
    command = door
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name, *words = words
        assert name in command.commands, f"no command {name!r}"
        command = command.commands[name]
    options = {spelling for param in command.params for spelling in (*param.opts, *param.secondary_opts)}

    assert not isinstance(command, click.Group) or words
    assert {word for word in words if word.startswith("-")} <= options | {"--help"}


def test_the_templates_of_the_embedding_page_fit_together(tmp_path):
    source = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
    named = re.compile(r"^\{# templates/(\S+) #\}\n")
    pieces = [f[3] for f in FENCE.finditer(source) if f[2] == "html"]
    found = {name[1]: named.sub("", piece) for piece in pieces if (name := named.match(piece))}
    app = Flask("host", instance_path=str(tmp_path), root_path=str(tmp_path))
    app.config.update(SECRET_KEY="only for tests", BETEILIGUNG_LAYOUT="portal/layout.html")
    app.jinja_loader = DictLoader(found)
    engine = engine_for(f"sqlite:///{tmp_path / 'docs.sqlite'}")
    Beteiligung(app, engine=engine)
    schema.upgrade(engine)

    page = app.test_client().get("/beteiligung/de/vorhaben")
    engine.dispose()

    assert found.keys() == {"portal/layout.html", "beteiligung/public/liste.html"}
    assert page.status_code == 200
    assert "<h1>Was plant Bochum?</h1>" in page.text
    assert "bt-hero" not in page.text
    assert "bt-doors" in page.text


def test_the_entry_of_the_demo_page_can_be_seeded(session, bezirke):
    source = (ROOT / "docs" / "demo.md").read_text(encoding="utf-8")
    [entry] = json.loads(next(f[3] for f in FENCE.finditer(source) if f[2] == "json"))
    session.add(records.vereinbarung(f"{entry['clause']} einen Arbeitsplatz finden."))
    session.commit()
    now = datetime.now(UTC)

    seeder = Seeder(session, now)

    assert seeder.add(entry) is True
    assert seeder.known[entry["slug"]].is_open(now)
    assert [b.is_official for b in session.scalars(select(Beitrag).order_by(Beitrag.id))] == [False, True]


def test_every_template_and_every_block_is_documented():
    folder = ROOT / "beteiligung" / "templates"
    page = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
    templates = [t for t in folder.rglob("*.html") if not t.name.startswith("_")]
    names = {str(t.relative_to(folder)) for t in templates}
    inside = {name for t in templates for name in re.findall(r"{%-? block (\w+)", t.read_text(encoding="utf-8"))}

    assert {name for name in names | inside if f"`{name}`" not in page} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    here = [link for link in LINK.findall(text) if not re.match(r"[a-z]+:", link)]
    broken = [link for link in here if not leads_somewhere(page, link)]

    assert broken == []


def leads_somewhere(page, link):
    """Is there such a file, and in it such a heading?"""
    name, _, anchor = link.partition("#")
    target = (page.parent / name).resolve() if name else page
    return target.exists() and (not anchor or anchor in anchors(target))


def anchors(page):
    """The anchors that hosts of Markdown make from headings."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_page_of_the_docs_can_be_found_from_the_index():
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    pages = {page.name for page in (ROOT / "docs").glob("*.md")} - {"index.md"}

    assert pages <= set(LINK.findall(index))
