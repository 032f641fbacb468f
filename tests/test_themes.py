"""The themes: every token is set, told in the documentation, and left to the portal."""

import re
from pathlib import Path

import pytest

from . import hosts

ROOT = Path(__file__).parents[1]
STATIC = ROOT / "beteiligung" / "static"
THEMES = ("neutral", "kern")
ON_PAGES = {path.name for path in STATIC.glob("*.css")} - {"element.css", "papier.css"}
"""The element has a style of its own in its shadow; so has paper."""
LAYERED = sorted(ON_PAGES - {"karte.css"})


def sheet(name):
    return re.sub(r"/\*.*?\*/", "", (STATIC / name).read_text(encoding="utf-8"), flags=re.DOTALL)


def set_in(text):
    return set(re.findall(r"(--bt-[a-z-]+):", text))


def documented():
    rows = (ROOT / "docs" / "themes.md").read_text(encoding="utf-8").splitlines()
    return {row.split("`")[1] for row in rows if row.startswith("| `--bt-")}


def outside_of_layers(css):
    """What is left of a style sheet without its layers and page rules."""
    left, depth, start = [], 0, 0
    for at, sign in enumerate(css):
        if sign == "{" and not depth:
            left.append(css[start:at].strip())
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if sign == "}" and not depth:
            left[-1] += css[css.index("{", start) : at + 1]
            start = at + 1
    return [rule for rule in left if not rule.startswith(("@layer beteiligung", "@page"))]


@pytest.mark.parametrize("theme", THEMES)
def test_each_theme_sets_every_token_and_the_documentation_names_them(theme):
    assert set_in(sheet(f"theme-{theme}.css")) == documented()


def test_no_rule_uses_a_token_that_nobody_sets():
    everywhere = "".join(map(sheet, ON_PAGES))
    used = set(re.findall(r"var\((--bt-[a-z-]+)", everywhere))

    assert used - documented() == set_in(sheet("beteiligung.css")) == {"--bt-tint", "--bt-water"}


@pytest.mark.parametrize("name", LAYERED)
def test_every_rule_stands_in_the_layer(name):
    """Outside of it stands only what takes back the rules of a portal for plain elements. Leaflet has no layer."""
    rules = outside_of_layers(sheet(name))

    assert [rule for rule in rules if "revert-layer" not in rule] == []
    assert len(rules) == (2 if name == "beteiligung.css" else 0)


@pytest.mark.parametrize("name", sorted(ON_PAGES))
def test_nothing_is_written_in_a_form_that_safari_drops(name):
    """WebKit loses a logical border in short form with a variable under ``all: revert-layer`` (bug 310435) and knows no
    thickness in the short form of an underline: quotes, fact sheets and links lost their lines.
    """
    rules = re.sub(r"/\*.*?\*/", "", sheet(name), flags=re.DOTALL)

    logical = r"(?<![\w-])(?:border|margin|padding|inset)-(?:inline|block)(?:-start|-end)?:[^;{}]*var\([^;{}]*"
    assert re.findall(logical, rules) == []
    assert re.findall(r"text-decoration:\s*\w+ [^;{}]*", rules) == []


def test_no_page_brings_our_rules_without_a_theme():
    pages = [path.read_text(encoding="utf-8") for path in (ROOT / "beteiligung" / "templates").rglob("*.html")]
    heads = [page for page in pages if "static_url('beteiligung.css')" in page]

    assert len(heads) > 2
    assert [head for head in heads if "static_url('theme-" not in head] == []


def sheets(client):
    return re.findall(r'rel="stylesheet" href="[^"]*/([^"/?]+\.css)', client.get("/beteiligung/de/hausregeln").text)


@pytest.mark.parametrize("theme", [*THEMES, None])
def test_a_page_brings_the_chosen_theme(engine, tmp_path, theme):
    client = hosts.bare(engine, tmp_path, BETEILIGUNG_THEME=theme).test_client()
    chosen = [f"theme-{theme}.css"] if theme else []

    assert [name for name in sheets(client) if name.startswith("theme-")] == chosen
    for name in chosen:
        with client.get(f"/beteiligung/static/{name}") as answer:
            assert answer.status_code == 200


def test_a_theme_that_is_not_there_is_refused(engine, tmp_path):
    with pytest.raises(ValueError, match="BETEILIGUNG_THEME needs 'neutral', 'kern' or None"):
        hosts.bare(engine, tmp_path, BETEILIGUNG_THEME="bootstrap")


OF_THE_ELEMENT = r"--(page|hue|ink|soft|line|edge|strong|on-strong|focus|glow):"


def colours(text, names):
    """Name and value of each colour, in order: the light ones first, then those that know the dark."""
    return [(name, re.sub(r"\s", "", value)) for name, value in re.findall(names + r"([^;}]+)", text)]


def test_the_element_wears_the_colours_of_the_neutral_theme():
    """It has a sheet of its own, which asks nobody for another; so both must say the same."""
    ours = re.sub(r"\.bt-leicht\{[^}]*\}", "", sheet("theme-neutral.css"))
    inside = sheet("element.css").partition(".box{")
    theirs = colours(inside[0], OF_THE_ELEMENT)

    assert len(theirs) == 20
    assert sorted(theirs) == sorted(colours(ours, OF_THE_ELEMENT.replace("--", "--bt-", 1)))
    fallbacks = re.findall(r"--_(lamp|on-lamp|round):var\(--bt-.*?, ([#.\w]+)\)", inside[2])
    assert len(fallbacks) == 3
    assert [f"--bt-{name}:{value};" for name, value in fallbacks if f"--bt-{name}:{value};" not in ours] == []
