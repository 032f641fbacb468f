"""No address of one city says a word of the other, whoever asks, however warm the caches are.

The addresses come from the map of the application, as in ``tests/views/test_leaks_everywhere.py``.
"""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
from flask import current_app, url_for
from sqlalchemy.orm import Session

from beteiligung import Person, current_mount
from beteiligung.db import current_session
from beteiligung.identity import current_person
from beteiligung.mount import setting
from beteiligung.vorhaben.models import Publication, Vorhaben

from ..hosts import arguments
from ..views.test_leaks_everywhere import _value, addresses, rules
from .cities import BOTH, MARK, PREFIX, A, B, staff

PUBLIC = {"slug": "radweg", "id": 1, "beitrag": 1, "attachment": 1, "beschluss": 1}
OTHER = {A: B, B: A}


def walk(portal, city):
    """Every address of a city that can be read, asked about what is there."""
    here = portal.at[city].mount
    for rule in rules(portal.app):
        if rule.defaults["beteiligung_mount"] == here:
            values = {name: _value(rule, name, PUBLIC) for name in arguments(rule)}
            yield rule.endpoint, rule.build(values, append_unknown=False)[1]


def queries(city):
    """Questions about the other city too: it is not known here, neither are its streets nor its words."""
    foreign, mark = MARK[OTHER[city]], MARK[city]
    yield from ("?stand=alle&bbox=7,51,8,52&von=1990", "?lat=51.46&lon=7.21&stand=alle&umkreis=5000")
    yield from (f"?q={quote(word)}&stand=alle" for word in (mark, f"{mark}weg", f"{foreign}weg"))


def told(client, address):
    """Everything that an answer says, but not what was asked."""
    with client.get(address) as answer:
        names = ("Location", "ETag", "Set-Cookie", "Link", "Content-Disposition")
        headers = " ".join(answer.headers.get(name, "") for name in names)
        text = f"{headers} {answer.get_data().decode('utf-8', 'replace')}".lower()
        for asked in {MARK[city] + "weg" for city in BOTH if f"q={MARK[city]}weg" in address}:
            text = text.replace(asked, "…")
        return answer.status_code, text


def foreign_words(city, text):
    """Words of the other city in an answer of this one."""
    other = OTHER[city]
    return [word for word in (MARK[other], other.lower(), PREFIX[other]) if word in text]


READERS = {
    "anonymous": lambda city: None,
    "resident": lambda city: Person(id=f"{MARK[city]}-anna", name=f"Anna {MARK[city]}"),
    "moderator of the other city": lambda city: staff(city) if city == B else None,
    "staff of both": staff,
}


@pytest.mark.parametrize(
    ("engines", "reader"),
    [
        *(("sqlite", reader) for reader in READERS),
        *(pytest.param(name, "staff of both", marks=pytest.mark.postgres) for name in ("postgres", "mixed")),
    ],
    indirect=["engines"],
)
def test_no_address_of_one_city_says_a_word_of_the_other(portal, reader):
    portal.people = {city: READERS[reader](city) for city in BOTH}
    client, seen = portal.app.test_client(), dict.fromkeys(BOTH, 0)
    # One address of each city after the other, twice: the second time everything that is kept is warm.
    both = list(zip(*(sorted(set(walk(portal, city))) for city in BOTH), strict=True))
    assert len(both) > 90
    for _ in range(2):
        for pair in both:
            for city, (endpoint, address) in zip(BOTH, pair, strict=True):
                status, text = told(client, address)
                assert foreign_words(city, text) == [], (endpoint, address)
                assert status < 500, address
                seen[city] += MARK[city] in text

    assert all(number > 40 for number in seen.values()), seen


def test_no_question_to_one_city_is_answered_by_the_other(portal):
    client, seen = portal.app.test_client(), 0
    for path in ("/de/vorhaben", "/de-simple/vorhaben", "/de/vorhaben.geojson", "/de/zeit", "/de/nahe"):
        for city in (*BOTH, *BOTH):
            for query in queries(city):
                status, text = told(client, f"{PREFIX[city]}{path}{query}")
                assert foreign_words(city, text) == [], (path, query)
                seen += status == 200 and MARK[city] in text

    assert seen > 40


def test_two_threads_do_not_meet(portal):
    pages = ["/de/vorhaben", "/de/vorhaben/radweg", "/de/zeit", "/de/vorhaben.geojson", "/de/kontakt", "/de/daraus"] * 8

    def ask(city):
        client = portal.app.test_client()
        return [foreign_words(city, told(client, PREFIX[city] + page)[1]) for page in pages]

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(ask, (A, B, A, B)))

    assert [words for run in found for words in run if words] == []


def test_a_draft_of_one_city_is_there_for_its_own_staff_alone(portal):
    portal.people = {A: staff(A), B: None}
    client = portal.app.test_client()

    assert client.get(f"{PREFIX[A]}/de/verwaltung/vorhaben/2").status_code == 200
    assert client.get(f"{PREFIX[B]}/de/verwaltung/vorhaben/2").status_code in (302, 303, 403, 404)
    for city in BOTH:
        assert client.get(f"{PREFIX[city]}/de/vorhaben/entwurf").status_code == 404


def test_a_draft_that_only_the_other_city_publishes_stays_away(portal, engines):
    with Session(engines[1]) as session:
        session.get(Vorhaben, 2).publication = Publication.PUBLISHED
        session.commit()
    client = portal.app.test_client()

    for _ in range(2):
        assert [client.get(f"{PREFIX[city]}/de/vorhaben/entwurf").status_code for city in BOTH] == [404, 200]
        assert "entwurf" not in client.get(f"{PREFIX[A]}/de/vorhaben.geojson").text.lower()
        assert "entwurf" in client.get(f"{PREFIX[B]}/de/vorhaben.geojson").text.lower()


def test_a_page_of_the_host_asks_both(portal):
    portal.people = {city: staff(city) for city in BOTH}
    kept = {}

    @portal.app.route("/")
    def home():
        """Into each city twice, one inside the other, and out again."""
        said = []
        for city in (A, B, A, B):
            with portal.at[city].at_work() as here:
                assert here is portal.at[city]
                said.append((setting("CITY"), current_person().name, current_session().get(Vorhaben, 1).slug))
                kept.setdefault(city, set()).add(current_session())
                with portal.at[OTHER[city]].at_work():
                    said.append((setting("CITY"), current_person().name, url_for("beteiligung.liste", lang="de")))
                    with portal.at[city].at_work():
                        assert current_session() in kept[city]
                assert current_mount().name == portal.at[city].mount
        assert current_mount().name == ""
        return {"said": said}

    said = portal.app.test_client().get("/").json["said"]

    of = {city: [city, f"Kim {MARK[city]}"] for city in BOTH}
    for at in (0, 4):
        assert said[at : at + 2] == [[*of[A], "radweg"], [*of[B], f"{PREFIX[B]}/de/vorhaben"]]
        assert said[at + 2 : at + 4] == [[*of[B], "radweg"], [*of[A], f"{PREFIX[A]}/de/vorhaben"]]
    assert all(len(sessions) == 1 for sessions in kept.values())
    assert [one.in_transaction() for sessions in kept.values() for one in sessions] == [False, False]


def test_a_block_that_fails_leaves_nothing_behind(portal):
    with portal.app.app_context():
        with pytest.raises(LookupError), portal.at[B].at_work():
            raise LookupError
        assert setting("CITY") == A


def test_a_script_outside_of_any_request_works_in_the_city_it_names(portal):
    with portal.at[B].at_work():
        with portal.app.app_context():
            assert (setting("CITY"), current_mount().name) == (B, "behausen")
            with current_app.app_context():
                assert setting("CITY") == B
        with portal.app.app_context(), portal.at[A].at_work(), current_app.app_context():
            assert setting("CITY") == A
    with portal.app.app_context():
        assert setting("CITY") == A


def test_two_requests_in_one_context_do_not_share_what_it_keeps(portal):
    """As test tools and some servers of hosts have it: the context of the application outlives a request."""
    portal.people = {A: staff(A), B: None}
    with portal.app.app_context():
        client = portal.app.test_client()
        for city in (A, B, A, B):
            assert foreign_words(city, told(client, f"{PREFIX[city]}/de/vorhaben/radweg")[1]) == []


def test_the_walk_can_fail(portal, engines):
    """What is the other city's is found where it does stand: on a page of the city it belongs to."""
    with Session(engines[0]) as session:
        session.get(Vorhaben, 1).texts[0].title = f"Radweg nach {B}, {MARK[B]}"
        session.commit()

    _status, text = told(portal.app.test_client(), f"{PREFIX[A]}/de/vorhaben/radweg")

    assert foreign_words(A, text) == [MARK[B], B.lower()]
    assert len(list(addresses(portal.app, PUBLIC))) > 180


def test_a_city_has_cards_of_its_own_pages_alone(portal):
    """Both have a Vorhaben of this name, under the same host."""
    client = portal.app.test_client()
    for city in BOTH:
        own, foreign = (
            f"https://portal.example{portal.address(of, '/de/vorhaben/radweg')}" for of in (city, OTHER[city])
        )
        status, text = told(client, f"{portal.address(city, '/oembed')}?url={own}")
        assert (status, foreign_words(city, text)) == (200, [])
        assert MARK[city] in text
        assert told(client, f"{portal.address(city, '/oembed')}?url={foreign}")[0] == 404
