"""``check-database``, ``stamp`` and the address for load balancers."""

import pytest
from sqlalchemy import text

from beteiligung import schema
from beteiligung.engine import engine_for
from tests import hosts


@pytest.fixture
def host(empty_database, tmp_path):
    return hosts.bare(empty_database, tmp_path)


def call(app, *words):
    done = app.test_cli_runner().invoke(args=["beteiligung", *words])
    return done.exit_code, done.output


def test_a_database_without_tables_is_not_ready(host):
    code, said = call(host, "check-database")

    assert code == 1
    assert said.splitlines()[0] == "current: none"
    assert "0001, 0002" in said


def test_one_that_is_behind_names_what_is_pending(host, empty_database):
    schema.upgrade(empty_database)
    newest = schema.standing(empty_database).head
    assert call(host, "check-database") == (0, f"current: {newest}\nnewest: {newest}\npending: none\n")

    schema.downgrade(empty_database, f"{int(newest) - 1:04}")
    assert call(host, "check-database") == (
        1,
        f"current: {int(newest) - 1:04}\nnewest: {newest}\npending: {newest}\n",
    )


def test_a_database_that_is_away_is_said_in_one_line(tmp_path):
    nowhere = engine_for("postgresql+psycopg://nobody@127.0.0.1:9/nothing?connect_timeout=2")

    code, said = call(hosts.bare(nowhere, tmp_path), "check-database")

    assert code == 2
    assert said.startswith("Error: ")


def test_a_history_that_the_host_keeps_is_found_and_left_alone(host, empty_database):
    schema.upgrade(empty_database)
    newest = schema.standing(empty_database).head
    with empty_database.begin() as connection:
        connection.execute(text("CREATE TABLE portal_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text(f"INSERT INTO portal_version VALUES ('abc'), ('beteiligung_{newest}')"))

    assert call(host, "stamp", "base") == (0, "")

    assert call(host, "check-database")[1].startswith(f"current: {newest} (in the history of the host)\n")
    for command in (("upgrade",), ("downgrade", "base", "--yes")):
        code, said = call(host, *command)
        assert (code, "another history" in said) == (2, True)
    assert call(host, "stamp", "0025") == (0, "")
    assert schema.standing(empty_database).current == "0025"


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_load_balancer_learns_whether_to_send_people(host, empty_database, method):
    ask = getattr(host.test_client(), method)
    assert ask("/beteiligung/bereit").status_code == 503

    schema.upgrade(empty_database)
    answer = ask("/beteiligung/bereit")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "Set-Cookie" not in answer.headers


def test_it_tells_nothing_about_a_database_that_is_away(tmp_path):
    nowhere = engine_for("postgresql+psycopg://nobody@127.0.0.1:9/nothing?connect_timeout=2")

    answer = hosts.bare(nowhere, tmp_path).test_client().get("/beteiligung/bereit")

    assert (answer.status_code, answer.text) == (503, "nicht bereit\n")
