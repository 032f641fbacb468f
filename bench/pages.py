"""CPU time and queries of the main pages for several sizes, beside a page of bare Flask in the same run."""

import gzip
import statistics
import sys
import time

from flask import Flask, render_template_string
from sqlalchemy import event, text

from beteiligung import Beteiligung
from beteiligung.engine import engine_for

ROUNDS = 25
PAGES = (
    ("list", "vorhaben"),
    ("list, page 9", "vorhaben?seite=9"),
    ("filter", "vorhaben?bezirk=2&thema=mobilitaet"),
    ("search", "vorhaben?q=Radweg"),
    ("search, rare", "vorhaben?q=Radweg+17"),
    ("one Vorhaben", "vorhaben/{slug}"),
    ("map, first", "vorhaben.geojson"),
    ("map, pan", "vorhaben.geojson?bbox=7.20,51.45,7.26,51.49"),
    ("time", "zeit"),
    ("near me", "nahe?lat=51.48&lon=7.21"),
    ("near me, 5 km", "nahe?lat=51.48&lon=7.21&umkreis=5000"),
    ("notice", "aushang/bochum-mitte"),
)
ROWS = """<!doctype html><title>Rows</title><ul>{% for number in range(300) %}
<li><a href="/row/{{ number }}">Row {{ number }}</a> {{ words }}</li>{% endfor %}</ul>"""


def main(*urls):
    """A table with a column for each database, one line for each page."""
    bare = Bare()
    sizes = [Size(url) for url in urls]
    print("median of CPU in ms, queries, kB compressed; × is how many pages of bare Flask (20 kB) that is")
    print(" " * 14 + "".join(f"{size.number:>12} Vorhaben{'':11}" for size in sizes))
    for name, path in PAGES:
        cells = (size.measured(path, bare) for size in sizes)
        print(f"{name:<14}" + "  ".join(cells))
    print(f"bare Flask: {bare.spent():.2f} ms")


class Bare:
    """A page of 20 kB by Flask and Jinja alone: the measure of this machine at this moment."""

    def __init__(self):
        app = Flask("bare")
        app.add_url_rule("/", "rows", lambda: render_template_string(ROWS, words="with some words"))
        self.client = app.test_client()

    def spent(self):
        """Milliseconds for one page."""
        return middle(lambda: self.client.get("/"))


class Size:
    """One database, and a host that shows it."""

    def __init__(self, url):
        engine = engine_for(url)
        app = Flask("bench")
        app.config["SECRET_KEY"] = "bench"
        Beteiligung(app, engine=engine)
        self.statements = []
        event.listen(engine, "before_cursor_execute", lambda *args: self.statements.append(args[2]))
        with engine.connect() as connection:
            self.slug = connection.execute(
                text("SELECT slug FROM beteiligung_vorhaben WHERE id = 501 OR id = 101")
            ).scalar()
            self.number = connection.execute(text("SELECT count(*) FROM beteiligung_vorhaben")).scalar()
        self.client = app.test_client()

    def measured(self, path, bare):
        """One page, warmed up once."""
        path = f"/beteiligung/de/{path.format(slug=self.slug)}"
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status)
        spent = middle(lambda: self.client.get(path))
        self.statements.clear()
        self.client.get(path)
        size = len(gzip.compress(answer.data)) / 1000
        return f"{spent:7.1f} ms {len(self.statements):2} q {size:5.1f} kB {spent / bare.spent():5.1f} ×"


def middle(visit):
    """The median of the CPU time of some visits, in milliseconds."""
    spent = []
    for _round in range(ROUNDS):
        begun = time.process_time()
        visit()
        spent.append((time.process_time() - begun) * 1000)
    return statistics.median(spent)


if __name__ == "__main__":
    main(*sys.argv[1:])
