"""Hurdles for machines: the field, the time, and the work."""

import base64
import json
import time

import altcha
import pytest
from itsdangerous import TimestampSigner

from beteiligung.account import human
from beteiligung.db import unit_of_work

SOLVED = {}


@pytest.fixture
def inside(app):
    with app.test_request_context("/"):
        yield app


def solved(task):
    """What a browser would send."""
    challenge = altcha.Challenge.from_dict(task)
    return altcha.Payload(challenge, altcha.solve_challenge(challenge)).to_base64()


def accepted(payload):
    with unit_of_work() as session:
        return human.accepted(session, payload)


@pytest.fixture
def easy(monkeypatch):
    """The same work with few rounds: its strength is not what these tests are about."""
    monkeypatch.setattr(human, "COST", 2)


def test_work_counts_once(inside, easy):
    payload = solved(human.task())

    assert [accepted(payload) for _ in range(3)] == [True, False, False]


def test_the_same_work_in_other_clothes_counts_no_second_time(inside, easy):
    payload = solved(human.task())
    told = json.loads(base64.b64decode(payload))
    told["solution"]["time"] = 7
    told["challenge"]["parameters"] = dict(reversed(told["challenge"]["parameters"].items()))
    other = base64.b64encode(json.dumps(told, indent=1).encode()).decode()

    assert accepted(payload)
    assert not accepted(other)


def test_work_that_came_too_late(inside, easy, monkeypatch):
    monkeypatch.setattr(human, "PROOF_SECONDS", -1)

    assert not accepted(solved(human.task()))


def change(task, **changes):
    return {**task, "parameters": {**task["parameters"], **changes}}


@pytest.mark.parametrize(
    "changes", [{"cost": 1}, {"keyPrefix": ""}, {"expiresAt": 99999999999}, {"nonce": "00"}, {"algorithm": "SHA-256"}]
)
def test_a_task_that_somebody_made_easier(inside, easy, changes):
    assert not accepted(solved(change(human.task(), **changes)))


def test_a_task_of_somebody_else(inside, easy):
    foreign = altcha.create_challenge(
        human.ALGORITHM, 2, expires_at=int(time.time()) + 60, hmac_secret="another"
    ).to_dict()

    assert not accepted(solved(foreign))


def test_a_number_that_does_not_solve_it(inside, easy):
    told = json.loads(base64.b64decode(solved(human.task())))
    told["solution"]["counter"] += 1

    assert not accepted(base64.b64encode(json.dumps(told).encode()).decode())


ODD = [None, [], {}, 7, "x", True, {"challenge": None}, {"challenge": {"parameters": {}}, "solution": {}}]


@pytest.mark.parametrize("told", ODD, ids=repr)
def test_no_proof_at_all(inside, told):
    assert not accepted(base64.b64encode(json.dumps(told).encode()).decode())


@pytest.mark.parametrize("payload", ["", "x", "ä", "====", "A" * 5000, "\x00", base64.b64encode(b"\xff\xfe").decode()])
def test_no_payload_at_all(inside, payload):
    assert not accepted(payload)


def form(app, **data):
    with app.test_request_context("/", method="POST", data=data):
        filled = human.WatchedForm(meta={"csrf": False})
        filled.validate()
        return filled


def stamp(app, seconds):
    """A stamp that is so old."""
    with app.test_request_context("/"):
        now = time.time()
        real = TimestampSigner.get_timestamp
        TimestampSigner.get_timestamp = lambda self: int(now - seconds)
        try:
            return human.stamped("WatchedForm")
        finally:
            TimestampSigner.get_timestamp = real


@pytest.mark.parametrize(
    ("seconds", "fits"), [(0, False), (2, False), (4, True), (80_000, True), (90_000, False), (-50, False)]
)
def test_neither_faster_than_people_nor_from_yesterday(app, seconds, fits):
    assert form(app, stamp=stamp(app, seconds)).errors is not fits


def test_whoever_was_too_quick_can_send_the_same_form_again(app):
    early = stamp(app, 1)

    assert form(app, stamp=early).stamp.data == early


def test_a_page_from_yesterday_gets_a_new_stamp(app):
    old = stamp(app, 90_000)

    assert form(app, stamp=old).stamp.data != old


@pytest.mark.parametrize("text", ["", "x", "WatchedForm", "WatchedForm.aaaa.bbbb", "\x00", "ä" * 9000])
def test_a_stamp_that_nobody_gave_out(app, text):
    assert form(app, stamp=text).errors


def test_a_stamp_of_another_form(app):
    with app.test_request_context("/"):
        other = human.stamped("OtherForm")

    assert form(app, stamp=other).errors


def test_the_field_that_people_do_not_see(app):
    assert form(app, stamp=stamp(app, 9), website="https://spam.example").errors.keys() == {"website"}
