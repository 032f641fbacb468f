"""CPU time and queries of the main pages, median of several requests in one process."""

import statistics
import sys
import time

from flask import Flask
from sqlalchemy import event, text

from beteiligung import Beteiligung
from beteiligung.engine import engine_for

ROUNDS = 15


def main(url):
    """Print one line a page: milliseconds of CPU at the median, queries, bytes."""
    engine = engine_for(url)
    app = Flask("bench")
    app.config["SECRET_KEY"] = "bench"
    Beteiligung(app, engine=engine)
    counted = []
    event.listen(engine, "before_cursor_execute", lambda *args: counted.append(args[2]))
    with engine.connect() as connection:
        slug = connection.execute(text("SELECT slug FROM beteiligung_vorhaben WHERE id = 1")).scalar()
        number = connection.execute(text("SELECT count(*) FROM beteiligung_vorhaben")).scalar()
    print(f"{number} Vorhaben")
    client = app.test_client()
    for name, path in (
        ("list", "vorhaben"),
        ("list, page 9", "vorhaben?seite=9"),
        ("filter", "vorhaben?bezirk=2&thema=mobilitaet"),
        ("search", "vorhaben?q=Radweg"),
        ("search, rare", "vorhaben?q=Radweg+17"),
        ("one Vorhaben", f"vorhaben/{slug}"),
        ("GeoJSON", "vorhaben.geojson"),
        ("time", "zeit"),
        ("near me", "nahe?lat=51.48&lon=7.21"),
    ):
        measure(client, counted, name, f"/beteiligung/de/{path}")


def measure(client, counted, name, path):
    """One page, warmed up once."""
    spent = []
    for _round in range(ROUNDS + 1):
        counted.clear()
        begun = time.process_time()
        answer = client.get(path)
        spent.append((time.process_time() - begun) * 1000)
    middle = statistics.median(spent[1:])
    print(f"{name:<14} {answer.status_code}  {middle:7.1f} ms  {len(counted):3} queries  {len(answer.data):>9} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
