"""One Vorhaben with ten thousand contributions: CPU time and queries of its pages. ``python bench/talk.py URL``

Fills an empty database first. Half of the contributions begin threads, one thread has two thousand direct answers, and
one chain of answers is ``DEEP`` deep. All of it is made up.
"""

import random
import sys
from datetime import UTC, datetime, timedelta

from flask import Flask
from pages import Bare, middle
from sqlalchemy import event, func, insert, select
from sqlalchemy.orm import Session

from beteiligung import Beteiligung, Person, schema
from beteiligung.beitrag import likeness
from beteiligung.beitrag.models import Beitrag, Stance, Support, Visibility
from beteiligung.bezirk.models import Bezirk
from beteiligung.engine import engine_for
from beteiligung.text import TALK_RENDERER, talk
from beteiligung.vorhaben.actions import refresh_search
from beteiligung.vorhaben.models import Publication, Status, Vorhaben, VorhabenText

MANY, DEEP, BROAD = 10_000, 2_000, 2_000
WORDS = ("Radweg", "Bäume", "Schatten", "Bank", "Kreuzung", "Ampel", "Kinder", "Schule", "sicher", "breit", "Straße")
BODY = "Ich finde **{}** wichtig.\n\nAußerdem: {} und {}. Mehr unter https://example.org/{}"


def main(url):
    """Fill, then print one line a page."""
    engine = engine_for(url)
    schema.upgrade(engine)
    with Session(engine) as session:
        if not session.scalar(select(func.count()).select_from(Beitrag)):
            fill(session)
        deepest = session.scalar(select(Beitrag.id).order_by(Beitrag.depth.desc()).limit(1))
        broad = session.scalar(select(Beitrag.id).order_by(Beitrag.replies.desc()).limit(1))
        inner = session.scalar(select(Beitrag.id).where(Beitrag.depth == 0).order_by(Beitrag.id).offset(2000).limit(1))
    app = Flask("bench")
    app.config["SECRET_KEY"] = "bench"
    extension, who = Beteiligung(app, engine=engine), []
    extension.person_loader(lambda: who[0] if who else None)
    counted = []
    event.listen(engine, "before_cursor_execute", lambda *args: counted.append(args[2]))
    bare = Bare()
    here = "/beteiligung/de/vorhaben/gross"
    for person in (None, Person("p7", "Linde 7")):
        who[:] = [person] if person else []
        print("logged in" if person else "anonymous")
        for name, path in (
            ("Vorhaben", ""),
            ("talk", "/gespraech"),
            ("talk, middle", f"/gespraech?ab={inner}"),
            ("supported", "/gespraech?ordnung=unterstuetzt"),
            ("unanswered", "/gespraech?ordnung=offen"),
            ("questions", "/gespraech?haltung=frage"),
            ("search", "/gespraech?q=schattige+Kreuzung"),
            ("permalink", f"/beitrag/{inner}"),
            ("deepest", f"/beitrag/{deepest}"),
            ("broad, middle", f"/beitrag/{broad}?ab=1000"),
        ):
            client = app.test_client()
            answer = client.get(here + path)
            spent = middle(lambda client=client, path=path: client.get(here + path))
            counted.clear()
            client.get(here + path)
            row = f"{spent:6.1f} ms {spent / bare.spent():5.1f} × {len(counted):3} queries {len(answer.data):>7} bytes"
            print(f"{name:<14} {answer.status_code} {row}")


def fill(session):
    """Ten thousand contributions of two thousand people."""
    chance, now = random.Random(7), datetime.now(UTC).replace(microsecond=0)
    session.add_all(
        Bezirk(number=n, slug=f"b{n}", name=f"Bezirk {n}", short_name=f"B{n}", lat=51.4, lon=7.2, is_sketch=True)
        for n in range(1, 7)
    )
    vorhaben = Vorhaben(
        slug="gross",
        publication=Publication.PUBLISHED,
        status=Status.PARTICIPATION,
        topic="x",
        topic_slug="x",
        is_citywide=True,
        open_from=now - timedelta(days=9),
        open_until=now + timedelta(days=900),
        created_at=now,
        updated_at=now,
        texts=[VorhabenText(lang="de", title="Groß", summary="Kurz.", description="Lang. " * 50)],
    )
    refresh_search(vorhaben)
    session.add(vorhaben)
    session.flush()
    rows = [_row(vorhaben.id, number, chance, now) for number in range(1, MANY + 1)]
    _stand(rows, chance)
    session.execute(insert(Beitrag), rows)
    supports = [
        {"beitrag_id": row["id"], "author_id": f"s{n}", "supported_at": now}
        for row in rows
        for n in range(row["supports"])
    ]
    session.execute(insert(Support), supports)
    session.commit()


def _row(vorhaben_id, number, chance, now):
    body = BODY.format(*(chance.choice(WORDS) for _ in range(3)), number)
    return {
        "id": number,
        "vorhaben_id": vorhaben_id,
        "parent_id": None,
        "root_id": None,
        "depth": 0,
        "position": None,
        "replies": 0,
        "supports": chance.choice((0, 0, 0, 1, 2, 9)),
        "author_id": f"p{number % 2000}",
        "author_name": f"Linde {number % 2000}",
        "bezirk_number": chance.choice((None, None, 1, 2, 3, 4, 5, 6)),
        "is_official": False,
        "stance": chance.choice(list(Stance)),
        "lang": "de",
        "body": body,
        "plain": likeness.plain(body),
        "rendered": str(talk(body)),
        "renderer": TALK_RENDERER,
        "visibility": Visibility.PUBLISHED,
        "submitted_at": now - timedelta(minutes=MANY - number),
        "published_at": now - timedelta(minutes=MANY - number),
    }


def _stand(rows, chance):
    """Who answers whom: a broad thread, a deep chain, and everybody else here and there."""
    by_id = {row["id"]: row for row in rows}
    for row in rows[1:]:
        number = row["id"]
        if number <= BROAD:
            _below(row, by_id[1])
        elif number == BROAD + 1:
            continue
        elif number <= BROAD + DEEP:
            _below(row, by_id[number - 1])
        elif chance.random() < 0.3:
            _below(row, by_id[chance.randrange(max(BROAD + DEEP, number - 60), number)])
        row["is_official"] = row["depth"] == 1 and number % 50 == 0


def _below(row, parent):
    parent["replies"] += 1
    row |= {
        "parent_id": parent["id"],
        "root_id": parent["root_id"] or parent["id"],
        "depth": parent["depth"] + 1,
        "position": parent["replies"],
    }


if __name__ == "__main__":
    main(sys.argv[1])
