"""What a host shows of us on its own pages."""

from dataclasses import FrozenInstanceError
from datetime import timedelta

import pytest
from flask import Flask, render_template_string

from beteiligung import Beteiligung
from beteiligung.engine import engine_for
from beteiligung.vorhaben.models import Publication, Status, VorhabenText

from . import records

LINK = "<a href='{{ it.url }}' lang='{{ it.lang }}'>{{ it.title }}</a>"
PAGE = "{% for it in beteiligung.newest(3, lang=tag) %}" + LINK + "{% endfor %}"


@pytest.fixture
def published(session, bezirke):
    """Five public Vorhaben, the last one published last; one more is done."""
    found = []
    for number in range(5):
        record = records.vorhaben(
            f"vorhaben-{number}",
            f"Vorhaben {number}",
            bezirke=[bezirke[number % 2]],
            open_for=10 if number in (0, 3) else -2,
            published_at=records.NOW + timedelta(days=number),
        )
        found.append(record)
    found[4].texts.append(VorhabenText(lang="en", title="Project <4>", summary="In short", description=""))
    done = records.vorhaben("fertig", "Fertig", status=Status.DONE, published_at=records.NOW + timedelta(days=9))
    session.add_all([*found, done])
    session.commit()
    return found


def titles(app, **wanted):
    with app.test_request_context("/"):
        return [one.title for one in app.extensions["beteiligung"].newest(**{"number": 9, **wanted})]


def test_the_newest_stand_first_and_what_is_over_or_hidden_nowhere(app, published, hidden_away):
    newest_first = [f"Vorhaben {number}" for number in (4, 3, 2, 1, 0)]

    assert titles(app) == [*newest_first, "Radweg Königsallee"]
    assert titles(app, number=3) == newest_first[:3]
    assert titles(app, bezirk=2) == ["Vorhaben 3", "Vorhaben 1"]
    assert titles(app, open_now=True) == ["Vorhaben 3", "Vorhaben 0", "Radweg Königsallee"]
    assert titles(app, number=0) == titles(app, bezirk=77) == []


def test_a_teaser_is_text_that_nobody_can_change(app, published):
    with app.test_request_context("/"):
        first, second = app.extensions["beteiligung"].newest(2, lang="en")

    assert (first.title, first.lang, first.dir, first.url) == (
        "Project <4>",
        "en",
        "ltr",
        "/beteiligung/en/vorhaben/vorhaben-4",
    )
    assert (second.title, second.lang) == ("Vorhaben 3", "de")
    assert (first.is_open, first.until, first.status) == (False, "", "Participation over")
    assert second.is_open and second.until and second.status == "Participation open"
    assert first.place == "Ort von Vorhaben 4"
    assert first.published_on == (records.NOW + timedelta(days=4)).date()
    with pytest.raises(FrozenInstanceError):
        first.title = "anders"


def test_a_page_of_the_host_shows_them_in_its_own_language_and_escaped(make_app, published):
    app = make_app("babel", BETEILIGUNG_LOCALES=("de", "fr", "en"))
    app.add_url_rule("/<tag>", view_func=lambda tag: render_template_string(PAGE, tag=None if tag == "x" else tag))
    client = app.test_client()

    french, english, unknown = (client.get(f"/{tag}").text for tag in ("x", "en", "klingonisch"))

    assert french.count("<a href='/beteiligung/fr/vorhaben/vorhaben-") == 3
    assert french.count("lang='de'") == 3
    assert "lang='en'>Project &lt;4&gt;</a>" in english
    assert unknown == french
    assert 'lang="en"' in client.get("/beteiligung/en/vorhaben").text


def test_numbers(app, published, hidden_away):
    with app.test_request_context("/"):
        numbers = app.extensions["beteiligung"].numbers()

    assert (numbers.published, numbers.current, numbers.open) == (7, 6, 3)
    assert numbers.next_end == min(one.open_until for one in published if one.slug in ("vorhaben-0", "vorhaben-3"))


def test_what_is_taken_back_is_gone_at_once_also_where_caches_are_warm(app, session, published):
    assert titles(app)[0] == "Vorhaben 4"
    published[4].publication = Publication.ARCHIVED
    session.commit()

    assert titles(app)[0] == "Vorhaben 3"


def test_a_warm_cache_asks_the_database_once_whatever_is_shown(app, published, counted):
    app.add_url_rule("/", view_func=lambda: render_template_string(PAGE, tag=None))
    client = app.test_client()
    client.get("/")

    with counted() as statements:
        assert client.get("/").text.count("<a") == 3

    assert len([one for one in statements if not one.startswith(("BEGIN", "PRAGMA"))]) == 1


def test_no_cookie_and_no_question_who_is_there(app, published):
    asked = []
    app.extensions["beteiligung"].person_loader(lambda: asked.append(1))
    app.add_url_rule("/", view_func=lambda: render_template_string(PAGE, tag=None))

    assert "Set-Cookie" not in app.test_client().get("/").headers
    assert asked == []


def test_behind_a_prefix_addresses_carry_it_and_in_a_script_they_are_whole(make_app, published):
    app = make_app(BETEILIGUNG_BASE_URL="https://stadt.example/portal")
    app.add_url_rule("/", view_func=lambda: render_template_string(PAGE, tag="de"))
    client = app.test_client()

    assert "href='/beteiligung/de/" in client.get("/").text
    assert "href='/stadt/beteiligung/de/" in client.get("/", base_url="http://localhost/stadt").text
    with app.app_context():
        [first] = app.extensions["beteiligung"].newest(1)
    assert first.url == "https://stadt.example/portal/beteiligung/de/vorhaben/vorhaben-4"


@pytest.mark.parametrize("trouble", ["no tables", "no server", "no folder"])
def test_without_a_database_a_page_of_the_host_shows_nothing_and_does_not_fail(tmp_path, trouble, caplog):
    app = Flask("host", root_path=str(tmp_path), instance_path=str(tmp_path / "instance"))
    app.config["SECRET_KEY"] = "only for tests"
    addresses = {
        "no tables": f"sqlite:///{tmp_path / 'empty.sqlite'}",
        "no server": "postgresql+psycopg://nobody@127.0.0.1:1/nothing",
        "no folder": f"sqlite:///{tmp_path / 'none' / 'there.sqlite'}",
    }
    engine = engine_for(addresses[trouble])
    Beteiligung(app, engine=engine)
    page = PAGE + "{{ beteiligung.numbers() or 'keine Zahlen' }}, der Rest"
    app.add_url_rule("/", view_func=lambda: render_template_string(page, tag=None))

    answer = app.test_client().get("/")
    engine.dispose()

    assert (answer.status_code, answer.text) == (200, "keine Zahlen, der Rest")
    assert "the database cannot be asked" in caplog.text
