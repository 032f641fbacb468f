"""Every form of ours is protected, whatever the host does."""

import pytest
from sqlalchemy import select

from beteiligung.beitrag.models import Beitrag, Visibility

from .. import records
from ..hosts import HOSTS, arguments, log_in
from ..pages import token

URL = "/beteiligung/de/vorhaben/radweg"
FORM = {"body": "Ja bitte", "stance": "pro"}


@pytest.fixture(params=HOSTS)
def host(request, make_app):
    return make_app(request.param)


def stored(session):
    session.rollback()
    return session.scalars(select(Beitrag).order_by(Beitrag.id)).all()


@pytest.mark.parametrize("wrong", [None, "", "x", "IjEi.aaaa.bbbb"])
def test_without_a_token_nothing_is_stored(host, session, radweg, anna, wrong):
    log_in(host, anna)
    client = host.test_client()
    client.get(URL)

    answer = client.post(URL, data=FORM if wrong is None else {**FORM, "csrf_token": wrong})

    assert stored(session) == []
    assert answer.status_code in (200, 400)
    assert "Ja bitte" in answer.text


def test_with_its_token_it_is(host, session, radweg, anna):
    log_in(host, anna)
    client = host.test_client()

    assert client.post(URL, data={**FORM, "csrf_token": token(client.get(URL))}).status_code == 303
    assert len(stored(session)) == 1


def test_somebody_elses_token_is_none(host, session, radweg, anna):
    log_in(host, anna)
    foreign = token(host.test_client().get(URL))
    client = host.test_client()
    client.get(URL)

    client.post(URL, data={**FORM, "csrf_token": foreign})

    assert stored(session) == []


def fitting(rule, name, number):
    """A value for this part of the address: the number of a record, or one of the words that it takes."""
    words = getattr(rule._converters[name], "items", None)
    return min(words) if words else number


def test_no_form_of_ours_works_without(host, session, radweg, kim):
    """Whatever POST route is added later: without a token the database stays as it is."""
    log_in(host, kim)
    waiting = records.beitrag(radweg, visibility=Visibility.SUBMITTED)
    session.add(waiting)
    session.commit()
    client = host.test_client()
    tried = 0
    for rule in host.url_map.iter_rules():
        if not rule.endpoint.startswith("beteiligung") or "POST" not in rule.methods:
            continue
        values = {"lang": "de", "slug": "radweg", "beitrag_id": waiting.id}
        values |= {name: fitting(rule, name, waiting.id) for name in arguments(rule) - values.keys()}
        path = rule.build(values)[1]
        answer = client.post(path, data={**FORM, "reason": "Werbung", "title": "X"})
        assert answer.status_code in (200, 400, 403, 404), path
        tried += 1

    assert tried >= 4
    assert [(b.body, b.visibility) for b in stored(session)] == [("Ja bitte", Visibility.SUBMITTED)]


def test_an_expired_form_keeps_what_was_typed(make_app, session, radweg, anna):
    for kind in ("bare", "csrf"):
        app = make_app(kind, WTF_CSRF_TIME_LIMIT=-1)
        log_in(app, anna)
        client = app.test_client()
        answer = client.post(
            URL, data={"body": "Lange überlegt", "stance": "pro", "csrf_token": token(client.get(URL))}
        )

        assert "Lange überlegt" in answer.text, kind
        assert 'lang="de"' in answer.text
    assert stored(session) == []
