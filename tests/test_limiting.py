"""Counters: exact, without names, and never in the way when their storage fails."""

import logging
import os
import secrets
import socket

import pytest

from beteiligung.limiting import DEFAULTS, SCOPES, Limits, prefix

REDIS = os.environ.get("BETEILIGUNG_TEST_REDIS", "redis://127.0.0.1:6379/9")


@pytest.fixture(params=["memory", pytest.param("redis", marks=pytest.mark.redis)])
def storage(request):
    if request.param == "memory":
        return "memory://"
    redis = pytest.importorskip("redis")
    try:
        redis.from_url(REDIS).ping()
    except redis.RedisError:
        pytest.skip(f"no Redis at {REDIS}")
    return REDIS


def make(storage="memory://", **rules):
    """Counters that no other test shares: the key is new each time."""
    return Limits(storage, rules, secrets.token_bytes(16))


def test_the_first_ones_pass_and_the_next_waits(storage):
    limits = make(storage, report={"person": "3/hour", "address": None})

    answers = [limits.hit("report", person="anna") for _ in range(5)]

    assert answers[:3] == [0, 0, 0]
    assert all(3500 < wait <= 3601 for wait in answers[3:])


def test_everybody_is_counted_apart(storage):
    limits = make(storage, report={"person": "1/hour", "address": "2/hour"})

    assert limits.hit("report", person="anna", address="192.0.2.1") == 0
    assert limits.hit("report", person="anna", address="192.0.2.2") > 0
    assert limits.hit("report", person="ben", address="192.0.2.1") == 0
    assert limits.hit("report", person="cem", address="192.0.2.1") > 0
    assert limits.hit("support", person="anna", address="192.0.2.1") == 0


def test_what_is_refused_is_not_counted(storage):
    limits = make(storage, report={"person": "1/hour", "address": "2/hour"})
    limits.hit("report", person="anna", address="192.0.2.1")
    for _ in range(5):
        limits.hit("report", person="anna", address="192.0.2.1")

    assert limits.hit("report", person="ben", address="192.0.2.1") == 0


def test_two_limits_for_one_scope(storage):
    limits = make(storage, report={"person": "9/hour; 2/day", "address": None})

    assert [limits.hit("report", person="anna") > 0 for _ in range(3)] == [False, False, True]


def test_a_vorhaben_has_a_limit_for_all_together(storage):
    limits = make(storage, report={"vorhaben": "2/hour"})

    waits = [limits.hit("report", person=f"p{n}", address=f"192.0.2.{n}", vorhaben="radweg") for n in range(3)]

    assert [wait > 0 for wait in waits] == [False, False, True]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:1::1", "2001:db8:1:ff:ffff::2", True),
        ("2001:db8:1:100::1", "2001:db8:1:200::1", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("unknown", "unknown", True),
    ],
)
def test_a_home_is_one_address(one, other, same):
    assert (prefix(one) == prefix(other)) is same


def test_no_name_and_no_address_is_kept_in_clear():
    limits = make()
    limits.hit("login", address="192.0.2.77", mailbox="anna@example.org")

    kept = repr(vars(limits._limiter.storage))

    assert "login" in kept
    assert "192.0.2.77" not in kept
    assert "anna" not in kept


def test_the_name_changes_every_day(monkeypatch):
    from datetime import datetime

    from beteiligung import limiting

    limits = make()
    today = limits.hidden("person", "anna")
    tomorrow = type("Clock", (), {"now": staticmethod(lambda zone: datetime(2999, 1, 1, tzinfo=zone))})
    monkeypatch.setattr(limiting, "datetime", tomorrow)

    assert limits.hidden("person", "anna") != today


def test_a_storage_that_is_down_lets_everybody_through_and_says_so(caplog):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"redis://127.0.0.1:{free.getsockname()[1]}/0"
    pytest.importorskip("redis")
    limits = make(address, report={"person": "1/hour"})

    with caplog.at_level(logging.ERROR, "beteiligung"):
        assert [limits.hit("report", person="anna") for _ in range(5)] == [0] * 5

    assert len(caplog.records) == 1
    assert "rate limits are off" in caplog.text


def test_without_a_storage_nothing_is_counted():
    limits = make(None, report={"person": "1/hour"})

    assert [limits.hit("report", person="anna") for _ in range(3)] == [0, 0, 0]


def test_a_limit_can_be_switched_off():
    limits = make(report={"person": None, "address": "", "vorhaben": None})

    assert not any(limits.hit("report", person="anna", address="192.0.2.1", vorhaben=1) for _ in range(300))


@pytest.mark.parametrize(
    "rules",
    [
        {"report": {"person": "often"}},
        {"report": {"person": 3}},
        {"report": {"planet": "3/hour"}},
        {"reports": {"person": "3/hour"}},
        {"report": "3/hour"},
    ],
)
def test_a_rule_that_cannot_work_is_refused(rules):
    with pytest.raises(ValueError, match="BETEILIGUNG_LIMITS"):
        make(**rules)


def test_a_storage_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="BETEILIGUNG_RATE_STORAGE"):
        make("carrierpigeon://here")


def test_every_shipped_rule_is_in_the_documents():
    from pathlib import Path

    page = (Path(__file__).parents[1] / "docs" / "limits.md").read_text(encoding="utf-8")
    rows = [[cell.strip(" `") for cell in row.split("|")[1:-1]] for row in page.splitlines() if row.startswith("| `")]
    told = {row[0]: dict(zip(SCOPES, row[2:], strict=True)) for row in rows}

    assert told == {name: {s: scopes.get(s, "") for s in SCOPES} for name, scopes in DEFAULTS.items()}
