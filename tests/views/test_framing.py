"""Pages of ours in a frame on somebody else's page: what they show, whom they know, where their links lead."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import session as cookies

from beteiligung.roles import ADMINISTRATION, MODERATION
from beteiligung.views.framing import FRAMED
from beteiligung.vorhaben.models import Publication

from .. import records
from ..hosts import log_in
from ..pages import Page

CITY, OTHER = "https://www.bochum.de", "https://stadt.beispiel.de:8443"
PAGES = ("vorhaben", "vorhaben/radweg", "vorhaben/radweg/gespraech", "vorhaben/radweg/beitrag/1")
TAG = re.compile(r"<(a|form)\b([^>]*)>")


@pytest.fixture
def app(make_app, session, radweg):
    session.add(records.beitrag(radweg, "Ein Wort dazu", author="somebody"))
    session.commit()
    return make_app(BETEILIGUNG_FRAME_ANCESTORS=(CITY, OTHER), BETEILIGUNG_LOGIN_URL="/anmelden")


def address(path, lang="de", **args):
    asked = "&".join(["embed=1", *(f"{name}={value}" for name, value in args.items())])
    return f"/beteiligung/{lang}/{path}?{asked}"


def tags(html, name):
    """The attributes of every tag of a name."""
    for found, text in TAG.findall(html):
        if found == name:
            yield {key: unescape(value) for key, value in re.findall(r'([\w-]+)="([^"]*)"', text)}


def policies(answer):
    return answer.headers.getlist("Content-Security-Policy")


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_on_the_list_may_show_it(client, path):
    framed, alone = client.get(address(path)), client.get(f"/beteiligung/de/{path}")

    assert framed.status_code == 200
    assert policies(framed) == [f"frame-ancestors 'self' {CITY} {OTHER}"]
    assert "X-Frame-Options" not in framed.headers
    assert framed.headers["Cache-Control"] == "public, no-cache"
    assert policies(alone) == ["frame-ancestors 'none'"]
    assert alone.headers["X-Frame-Options"] == "DENY"


def test_a_page_with_a_nonce_is_kept_for_nobody_else(app, client):
    @app.after_request
    def protect(response):
        response.headers["Content-Security-Policy"] = "script-src 'nonce-abc' 'strict-dynamic'"
        return response

    answer = client.get(address("vorhaben"))

    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert policies(answer)[0] == "script-src 'nonce-abc' 'strict-dynamic'"


def test_without_a_list_only_the_portal_itself_may(make_app, radweg):
    answer = make_app().test_client().get(address("vorhaben"))

    assert policies(answer) == ["frame-ancestors 'self'"]


@pytest.mark.parametrize(
    "path",
    [
        "moderation",
        "verwaltung/vorhaben",
        "konto",
        "anmelden",
        "vorhaben/radweg/melden/1",
        "nahe",
        "abonnieren",
        "zeit",
    ],
)
@pytest.mark.parametrize("who", [None, "kim", "amt"])
def test_no_other_page_has_such_a_variant(app, client, request, path, who):
    log_in(app, request.getfixturevalue(who) if who else None)

    answer = client.get(address(path))

    assert policies(answer) == ["frame-ancestors 'none'"]
    assert "bt-framed" not in answer.text


def test_a_form_that_is_sent_there_is_none_of_a_frame(app, client, anna):
    log_in(app, anna)

    answer = client.post(address("vorhaben/radweg"), data={"body": "x"})

    assert policies(answer) == ["frame-ancestors 'none'"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("role", [None, MODERATION, ADMINISTRATION])
def test_nobody_is_known_and_nothing_can_be_sent(app, client, anna, path, role):
    """Whoever is logged in gets the very page that everybody gets; the session of the host is left alone."""
    app.before_request(lambda: cookies.update(visits=cookies.get("visits", 0) + 1))
    nobody = client.get(address(path))
    log_in(app, anna if role is None else type(anna)(id="k", name="Kim Yıldız", roles=frozenset({role})))

    answer = client.get(address(path))

    assert answer.text == nobody.text
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert all(form.get("method", "get") == "get" for form in tags(answer.text, "form"))
    assert "csrf" not in answer.text
    whole = client.get(f"/beteiligung/de/{path}")
    assert "Set-Cookie" in whole.headers  # the proof that there was something to leave out
    assert anna.name in whole.text or "Kim" in whole.text or path == "vorhaben"


@pytest.mark.parametrize("path", PAGES)
def test_links_stay_in_the_frame_or_open_a_tab(app, client, path):
    back = f"{CITY}/leben"
    html = client.get(address(path, lang="en", theme="dark", zurueck=back)).text
    seen = {"inside": 0, "outside": 0}

    adapter = app.url_map.bind("localhost")
    for link in tags(html, "a"):
        if link["href"].startswith("#"):
            assert link["href"] != "#schreiben"
            continue
        parts = urlsplit(link["href"])
        args = parse_qs(parts.query)
        endpoint = adapter.match(parts.path)[0]
        stays = endpoint in FRAMED and link.get("target") is None
        seen["inside" if stays else "outside"] += 1
        if stays:
            assert (args["embed"], args["theme"], args["zurueck"]) == (["1"], ["dark"], [back])
            assert parts.path.startswith("/beteiligung/en/")
            assert parts.fragment != "schreiben"
        else:
            assert link["target"] == "_blank"
            assert "noopener" in link["rel"]
            assert "embed" not in args
            assert args["zurueck"] == [back]
            assert endpoint not in FRAMED or parts.fragment == "schreiben" or parts.path.endswith(path)
    assert seen["inside"]
    assert seen["outside"]
    assert html.count('target="_blank"') == html.count("(opens in a new tab)") + html.count("<form target")


@pytest.mark.parametrize("path", ["vorhaben", "vorhaben/radweg/gespraech", "vorhaben/none"])
def test_searching_stays_in_the_frame(client, path):
    html = client.get(address(path, theme="light")).text

    forms = re.findall(r"<form\b.*?</form>", html, re.DOTALL)
    assert forms
    for form in forms:
        assert '<input type="hidden" name="embed" value="1"><input type="hidden" name="theme" value="light">' in form


def test_nothing_of_the_host_and_no_navigation(client, radweg):
    page = Page(client.get(address("vorhaben/radweg")).text)

    assert "Ganze Seite öffnen" in page.text
    assert "Was in Bochum geplant ist" in page.text or "Bochum" in page.text
    assert not page.all("div", class_="bt-top")
    assert "Barrierefreiheit" not in page.text


def test_it_needs_neither_layout_nor_base_of_the_host(make_app, radweg):
    app = make_app(BETEILIGUNG_LAYOUT="nowhere.html")

    assert app.test_client().get(address("vorhaben")).status_code == 200


@pytest.mark.parametrize(
    ("theme", "styles", "worn"),
    [
        ("kern", (), "neutral"),
        (None, (), "neutral"),
        ("kern", ("/static/kern.css", "/stadt/weg.css"), "kern"),
        ("neutral", ("https://stil.bochum.de/a.css?v=1",), "neutral"),
        (None, ("/static/eigen.css",), None),
    ],
)
def test_the_theme_of_the_portal_where_its_style_sheets_are_named(make_app, radweg, theme, styles, worn):
    app = make_app(BETEILIGUNG_THEME=theme, BETEILIGUNG_FRAME_STYLES=styles)
    html = app.test_client().get(address("vorhaben", theme="dark"), base_url="http://localhost/stadt").text
    sheets = re.findall(r'rel="stylesheet" href="([^"]+)"', html)
    ours = [sheet for sheet in sheets if "/beteiligung/" in sheet]
    theirs = [sheet for sheet in sheets if sheet not in ours]

    assert [name for name in ("neutral", "kern") if any(f"/theme-{name}.css" in sheet for sheet in ours)] == (
        [worn] if worn else []
    )
    assert theirs == [f"/stadt{sheet}" if sheet.startswith("/static") else sheet for sheet in styles]
    assert ('<html lang="de" dir="ltr" data-kern-theme="dark">' in html) is (worn == "kern")
    assert [sheet for sheet in styles if sheet in app.test_client().get("/beteiligung/de/vorhaben").text] == []


@pytest.mark.parametrize("styles", ["/static/a.css", ("//anders.de/a.css",), ("a.css",), ("http://a.de/a.css",), (1,)])
def test_a_style_sheet_that_cannot_be_is_refused(make_app, styles):
    with pytest.raises(ValueError, match="BETEILIGUNG_FRAME_STYLES needs a list of addresses"):
        make_app(BETEILIGUNG_FRAME_STYLES=styles)


@pytest.mark.parametrize(("theme", "told"), [("dark", "dark"), ("light", "light"), ("neon", None), ('"><b>', None)])
def test_light_or_dark_by_the_address(client, theme, told):
    html = client.get(address("vorhaben", theme=theme)).text

    assert re.findall(r'data-bt-theme="(\w+)"', html) == ([told] if told else [])
    assert "neon" not in html.replace("Ganze Seite", "")
    assert f'<meta name="color-scheme" content="{told or "light dark"}">' in html


def test_the_map_may_come_first(client):
    usual, map_first = (client.get(address("vorhaben", **more)).text for more in ({}, {"ansicht": "karte"}))

    assert usual.index('id="liste"') < usual.index('id="karte"')
    assert map_first.index('id="karte"') < map_first.index('id="liste"')
    assert "ansicht=karte" in next(link["href"] for link in tags(map_first, "a") if "bezirk=1" in link.get("href", ""))


def test_the_way_back_leads_only_where_frames_are_allowed(client):
    for good in (CITY, f"{CITY}/leben?a=1", f"{OTHER}/"):
        assert good.replace("&", "&amp;") in client.get("/beteiligung/de/vorhaben", query_string={"zurueck": good}).text
    for bad in (
        "https://boese.beispiel",
        "javascript:alert(1)",
        f"{CITY}.boese.beispiel",
        f"{CITY}@boese.beispiel",
        f"{CITY}\\@boese.beispiel",
        f"{CITY}:8443/",
        "//www.bochum.de",
        "http://www.bochum.de",
        f"{CITY}/\n",
        f"{CITY}/{'x' * 600}",
        "https://[",
    ):
        html = client.get("/beteiligung/de/vorhaben", query_string={"zurueck": bad}).text
        assert "bt-back-there" not in html, bad
        framed = client.get("/beteiligung/de/vorhaben", query_string={"zurueck": bad, "embed": "1"}).text
        assert "zurueck" not in framed, bad


def test_where_one_site_alone_is_allowed_the_way_back_leads_there(make_app, radweg):
    html = make_app(BETEILIGUNG_FRAME_ANCESTORS=(CITY,)).test_client().get(address("vorhaben/radweg")).text

    whole = next(link["href"] for link in tags(html, "a") if link["href"].endswith("#schreiben"))
    assert parse_qs(urlsplit(whole).query) == {"zurueck": [CITY]}


def test_logging_in_leads_back_to_the_whole_page(client):
    """Not to a page that nobody can write on."""
    whole = Page(client.get("/beteiligung/de/vorhaben/radweg").text)
    assert any("/anmelden?next=" in link["href"] for link in whole.all("a") if link.get("href"))

    html = client.get(address("vorhaben/radweg")).text

    assert all("embed" not in parse_qs(link["href"]).get("next", [""])[0] for link in tags(html, "a"))


def test_arguments_of_any_name_do_no_harm(client):
    for name in ("endpoint", "_external", "_anchor", "lang", "slug", "values"):
        assert client.get(f"{address('vorhaben/radweg')}&{name}=x").status_code == 200, name


@pytest.mark.parametrize("how", [Publication.DRAFT, Publication.ARCHIVED])
@pytest.mark.usefixtures("hidden_away")
def test_what_is_not_public_is_not_there(app, client, session, radweg, kim, how):
    """From the first, and after it was taken back; for staff too, and while everything is warm."""
    hidden = (f"vorhaben/geheim-{how.value}", f"vorhaben/geheim-{how.value}/gespraech")
    for person in (None, kim):
        log_in(app, person)
        nothing = client.get(address("vorhaben/gibt-es-nicht"))
        for path in hidden:
            answer = client.get(address(path))
            assert (answer.status_code, answer.text) == (404, nothing.text), path
        assert "GEHEIM" not in client.get(address("vorhaben", stand="alle")).text
    for path in PAGES * 2:
        assert "Königsallee" in client.get(address(path)).text

    radweg.publication = how
    session.commit()

    nothing = client.get(address("vorhaben/gibt-es-nicht"))
    for path in PAGES[1:]:
        answer = client.get(address(path))
        assert (answer.status_code, answer.text) == (404, nothing.text), path
        assert "public" not in answer.headers.get("Cache-Control", "")
    assert "Königsallee" not in client.get(address("vorhaben", stand="alle")).text


def test_what_breaks_is_no_page_for_a_frame(app, client, monkeypatch):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr("beteiligung.views.public.answers.topics", lambda session, lang: 1 / 0)

    answer = client.get(address("vorhaben"))

    assert answer.status_code == 500
    assert policies(answer) == ["frame-ancestors 'none'"]


def test_the_script_for_other_pages_has_an_address_that_stays(client):
    with client.get("/beteiligung/rahmen.js") as answer:
        assert answer.status_code == 200
        assert answer.mimetype == "text/javascript"
        assert answer.cache_control.max_age == 300
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        known = {"If-None-Match": answer.headers["ETag"]}
    with client.get("/beteiligung/rahmen.js", headers=known) as again:
        assert again.status_code == 304
