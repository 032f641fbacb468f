"""Rules of the house that no other tool looks after."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "beteiligung"
TEMPLATES = sorted((PACKAGE / "templates").rglob("*.*"))
MODULES = sorted(PACKAGE.rglob("*.py"))
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
TAG = re.compile(r"<!doctype html>|</?[a-zA-Z1](?:\"[^\"]*\"|'[^']*'|[^'\">])*>")
ATTRIBUTE = re.compile(r"\b(?:lang|dir)=\"1\"")  # of a macro that gives only the attributes


def called(path):
    """The names of everything that a module calls or imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "attr", None) or getattr(node.func, "id", None)
        if isinstance(node, ast.ImportFrom | ast.Import):
            yield from (alias.name for alias in node.names)
            yield getattr(node, "module", None)


def test_there_is_something_to_look_at():
    assert len(TEMPLATES) > 8
    assert len(MODULES) > 40


def test_every_module_with_a_page_is_named_where_all_pages_are():
    views = {path.stem: path.read_text(encoding="utf-8") for path in (PACKAGE / "views").glob("*.py")}
    adding = {name for name, source in views.items() if re.search(r"^@?bp\.", source, re.MULTILINE)}

    assert adding == set(re.findall(r"^    (\w+),$", views["all_pages"], re.MULTILINE))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_calls_anything_safe(path):
    source = path.read_text(encoding="utf-8")

    assert not re.search(r"\|\s*safe\b|autoescape\s+false|Markup", source)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_nothing_stands_inline_that_a_strict_policy_forbids(path):
    source = path.read_text(encoding="utf-8")
    if path.parent.name == "mail":  # mail programs know no style sheets: styles stand in mails/look.py, nowhere else
        source = re.sub(r'style="\{\{ look\.\w+ \}\}"', "", source)

    data = '<script type="application/ld+json">'  # a block that no browser runs
    source = source.replace(data, "")
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\bsrc=)", source)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_speaks_past_the_catalogue(path):
    source = JINJA.sub("1", path.read_text(encoding="utf-8"))

    assert re.findall(r"[A-Za-zÄÖÜäöüß]{3,}", ATTRIBUTE.sub(" ", TAG.sub(" ", source))) == []


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.parent.name != "mail"], ids=lambda path: path.name)
def test_what_is_german_on_every_page_finds_its_own_direction(path):
    """On a page that runs from right to left, German words still run from left to right."""
    source = JINJA.sub("1", path.read_text(encoding="utf-8"))
    german = [tag for tag in re.findall(r"<(?!bdi|option|text)[a-z1-6]+ [^<>]*>", source) if ' lang="de"' in tag]

    assert [tag for tag in german if " dir=" not in tag] == []


TELLS_A_LANGUAGE = re.compile(r"<(?!bdi|option|text|html|img)[a-z1-6]+ (?:\{[{%].*?[%}]\}|[^<>{])*>", re.DOTALL)
OF_THE_PAGE = {"lang", "language.html_tag(lang)"}


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.parent.name != "mail"], ids=lambda path: path.name)
def test_what_has_a_language_of_its_own_finds_its_own_direction(path):
    """A question in German on an Arabic page keeps its question mark at its end."""
    tags = TELLS_A_LANGUAGE.findall(path.read_text(encoding="utf-8"))
    told = [(re.search(r' lang="\{\{ (.*?) \}\}"', tag), tag) for tag in tags if "hreflang=" not in tag]

    assert [tag for found, tag in told if found and found[1] not in OF_THE_PAGE and " dir=" not in tag] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_the_direction_of_a_german_text_is_not_told_by_a_heading_in_front_of_it(path):
    """``dir="auto"`` takes the first letter: an Arabic "Reason:" inside would turn the German sentence round."""
    assert not re.search(r'dir="auto">(?:<\w+>)*<b lang="\{\{ language', path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_what_opens_shows_that_it_does(path):
    """Our sheet takes the browser's own sign away; a hard word gets one from ``leicht.css``."""
    folds = re.findall(r"<details([^>]*)>\s*<summary.*?>(.*?)</summary>", path.read_text(encoding="utf-8"), re.DOTALL)

    assert [said for about, said in folds if not re.search(r"icon\(|sign\.down", said) and "bt-word" not in about] == []


def test_only_text_makes_markup():
    assert [p.name for p in MODULES if {"Markup", "markupsafe", "bleach"} & set(called(p))] == ["text.py"]


def test_the_domain_prints_and_logs_nothing():
    assert [p for p in MODULES if "print" in set(called(p))] == []


def test_files_stay_readable():
    long = {
        str(p.relative_to(ROOT)): n for p in MODULES if (n := len(p.read_text(encoding="utf-8").splitlines())) > 300
    }

    assert long == {}


def test_every_revision_has_a_twin_for_hosts_that_merge_our_history():
    folder = ROOT / "migrations"
    twins = {path.name: path.read_text(encoding="utf-8") for path in (folder / "merged").glob("beteiligung_*.py")}
    wanted = {f"beteiligung_{path.name[:4]}.py" for path in (folder / "versions").glob("[0-9]*.py")}

    assert twins.keys() == wanted, "cp migrations/merged/beteiligung_0001.py migrations/merged/beteiligung_<number>.py"
    assert len(set(twins.values())) == 1, "they are all the same: their names say which revision they stand for"
