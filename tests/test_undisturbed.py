"""The garbage collector rests while a session walks through its records, and wakes as it was before."""

import gc
import os
import subprocess
import sys
import threading

import pytest
from sqlalchemy.orm import Session

from beteiligung import undisturbed as module
from beteiligung.undisturbed import undisturbed
from beteiligung.vorhaben.models import VorhabenText

from . import records


@pytest.fixture(autouse=True)
def on_every_python(monkeypatch):
    """What the guard does is tested wherever these tests run, and the collector is put right afterwards."""
    monkeypatch.setattr(module, "_NEEDED", True)
    was_awake = gc.isenabled()
    yield
    assert module._inside == 0
    (gc.enable if was_awake else gc.disable)()


def test_it_rests_inside_and_wakes_outside():
    gc.enable()
    with undisturbed():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_collector_that_slept_sleeps_on():
    gc.disable()
    with undisturbed():
        assert not gc.isenabled()
    assert not gc.isenabled()


@pytest.mark.parametrize("awake", [True, False])
def test_the_outermost_wakes_it(awake):
    (gc.enable if awake else gc.disable)()
    with undisturbed():
        with undisturbed():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled() is awake


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, GeneratorExit])
def test_an_exception_wakes_it_too(error):
    gc.enable()
    with pytest.raises(error), undisturbed(), undisturbed():
        raise error
    assert gc.isenabled()


def test_the_last_thread_wakes_it():
    gc.enable()
    both_in, first_out, seen = threading.Barrier(2), threading.Event(), []

    def first():
        with undisturbed():
            both_in.wait(5)
        first_out.set()

    def second():
        with undisturbed():
            both_in.wait(5)
            first_out.wait(5)
            seen.append(gc.isenabled())

    threads = [threading.Thread(target=one) for one in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert first_out.is_set()
    assert seen == [False]
    assert gc.isenabled()


def test_many_threads_are_never_disturbed():
    gc.enable()
    disturbed, start = [], threading.Barrier(8)

    def work():
        start.wait(5)
        for _again in range(500):
            with undisturbed():
                if gc.isenabled():
                    disturbed.append(1)

    threads = [threading.Thread(target=work) for _one in range(8)]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    finally:
        sys.setswitchinterval(before)

    assert disturbed == []
    assert gc.isenabled()


def test_where_it_is_not_needed_nothing_rests(monkeypatch):
    monkeypatch.setattr(module, "_NEEDED", False)
    gc.enable()
    with undisturbed():
        assert gc.isenabled()


SERVE = """
import gc
import sys
from flask import Flask
from beteiligung import Beteiligung
from beteiligung.engine import engine_for

app = Flask("host")
app.config.update(SECRET_KEY="only for tests", BETEILIGUNG_PAGE_SIZE=200)
Beteiligung(app, engine=engine_for(sys.argv[1]))
app.before_request(lambda: gc.set_threshold(1_000_000))  # what the page leaves behind is still there at its end
app.teardown_appcontext(lambda error: gc.set_threshold(gc.get_count()[0] + 200))  # and is found during the walk
client = app.test_client()
for _again in range(2):
    for path in ("vorhaben", "was-wurde-daraus"):
        assert client.get(f"/beteiligung/de/{path}").status_code == 200
print("served")
"""


def test_long_lists_do_not_end_the_process(sqlite_engine, tmp_path):
    """Python 3.11 ended here with a segmentation fault; a plain malloc shows it reliably. Others simply pass."""
    with undisturbed(), Session(sqlite_engine) as session:
        agreement = records.vereinbarung(*(f"Wir bauen {number}." for number in range(200)))
        session.add(agreement)
        for clause in agreement.clauses:
            one = records.vorhaben(f"v{clause.number}", f"Vorhaben {clause.number}", clause=clause)
            one.texts += [VorhabenText(lang=tag, title=tag, summary=tag) for tag in ("de-simple", "en")]
            session.add(one)
        session.commit()

    run = [sys.executable, "-W", "error", "-c", SERVE, str(sqlite_engine.url)]
    environment = {**os.environ, "PYTHONMALLOC": "malloc"}
    done = subprocess.run(run, capture_output=True, text=True, timeout=120, env=environment, check=False)

    assert (done.returncode, done.stdout) == (0, "served\n"), done.stderr
