"""Behind a proxy that speaks HTTPS and puts the portal under a path, every address of ours leads to the right place."""

import json
import re
from urllib.parse import urlsplit

import pytest
from werkzeug.middleware.proxy_fix import ProxyFix

from beteiligung.mails import mail

from .. import records
from ..hosts import log_in
from ..pages import ADDRESSES, Page

HOST, PATH = "www.stadt.example", "/stadt"
WHOLE = f"https://{HOST}{PATH}"
FORWARDED = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": HOST, "X-Forwarded-Prefix": PATH}
START = ("de/vorhaben", "en/vorhaben/radweg", "de/feed.atom", "de/kalender.ics", "de/vorhaben.geojson")
MOST = 60
IN_TEXT = re.compile(r"https?://[^\s\"'<>\\]+|(?<=[\"'])/(?:mitmachen|stadt)/[^\s\"'<>\\]*")
ELSEWHERE = (
    "http://www.w3.org/",
    "https://www.w3.org/",
    "https://schema.org",
    "http://schema.org",
    "http://www.georss.org/",
)
"""Names of vocabularies; nobody follows them."""


@pytest.fixture(params=[("proxy", None), ("script name", WHOLE)], ids=["proxy", "script name and base"])
def portal(request, make_app, radweg, session):
    """A client that comes through the proxy."""
    session.add(records.beitrag(radweg, "Gut so."))
    session.commit()
    way, base = request.param
    app = make_app(BETEILIGUNG_URL_PREFIX="/mitmachen", BETEILIGUNG_LOGIN_URL="/login", BETEILIGUNG_BASE_URL=base)
    if way == "proxy":
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1, x_prefix=1)
        asked = {"headers": FORWARDED}
    else:
        asked = {"base_url": WHOLE}
    client = app.test_client()
    return lambda path: client.get(f"/mitmachen/{path}", **asked)


def addresses(answer):
    """Every address that an answer holds, wherever it stands."""
    if "location" in answer.headers:
        yield answer.headers["location"]
    if answer.mimetype == "text/html":
        for tag, attributes in Page(answer.text).elements:
            yield from (value for name, value in attributes.items() if name in ADDRESSES | {"formaction"} and value)
            if tag == "meta" and "url" in attributes.get("property", ""):
                yield attributes["content"]
    text = answer.text.replace("\r\n ", "") if answer.mimetype == "text/calendar" else answer.text
    if answer.mimetype == "application/geo+json":
        text = json.dumps(json.loads(text))
    yield from IN_TEXT.findall(text)


def is_right(address):
    """Within the page, to nobody's site but ours, and there under the proxy's path."""
    if address.startswith(("#", "?", "mailto:", "tel:", *ELSEWHERE)):
        return True
    if address.startswith("/"):
        return address.startswith((f"{PATH}/mitmachen/", f"{PATH}/login?"))
    return address.startswith(f"{WHOLE}/mitmachen/")


def test_every_address_has_the_scheme_the_host_and_the_path(portal):
    ahead, seen, wrong = list(START), set(), []
    while ahead and len(seen) < MOST:
        path = ahead.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = portal(path)
        if not answer.mimetype.startswith(("text/", "application/")) or answer.mimetype == "text/css":
            continue
        for address in addresses(answer):
            if not is_right(address):
                wrong.append((path, address))
            place = urlsplit(address)
            if place.path.startswith(f"{PATH}/mitmachen/de/") and place.netloc in ("", HOST):
                ahead.append(address.split("/mitmachen/", 1)[1].split("#")[0])

    assert sorted(set(wrong)) == []
    assert len(seen) == MOST, "the walk came nowhere"
    assert any(path.startswith("de/vorhaben/radweg") for path in seen)


def test_the_login_of_the_host_gets_the_path_and_the_way_back(portal):
    page = Page(portal("de/vorhaben/radweg").text)

    [link] = {a["href"] for a in page.all("a") if "login" in a.get("href", "")}
    assert link == "/stadt/login?next=%2Fstadt%2Fmitmachen%2Fde%2Fvorhaben%2Fradweg"


@pytest.mark.parametrize(
    ("written", "leads_to"),
    [
        ("/stadt/login", "/stadt/login?next="),
        ("/login?way=card", "/stadt/login?way=card&next="),
        ("https://login.example/in", "https://login.example/in?next="),
        ("//login.example/in", "//login.example/in?next="),
    ],
)
def test_a_login_that_is_written_whole_stays_as_it_is(make_app, radweg, written, leads_to):
    client = make_app(BETEILIGUNG_LOGIN_URL=written).test_client()
    page = Page(client.get("/beteiligung/de/vorhaben/radweg", base_url=WHOLE).text)

    assert [a["href"] for a in page.all("a") if a.get("href", "").startswith(leads_to)]


def test_mails_carry_whole_addresses(make_app, radweg, session):
    beitrag = records.beitrag(radweg, "Gut so.")
    session.add(beitrag)
    session.commit()
    app = make_app(BETEILIGUNG_URL_PREFIX="/mitmachen", BETEILIGUNG_BASE_URL=WHOLE)
    log_in(app, None)

    with app.app_context():
        letter = mail.compose("login_link", {"jti": "x" * 20}, "de")

    found = IN_TEXT.findall(letter.text + letter.html)
    assert found
    assert [address for address in found if not address.startswith(f"{WHOLE}/mitmachen/de/")] == []
