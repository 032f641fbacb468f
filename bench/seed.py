"""Fill a database with as many Vorhaben and contributions as a large city has in many years. All of it is made up."""

import csv
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from beteiligung import schema
from beteiligung.beitrag.models import Beitrag, Stance, Visibility
from beteiligung.bezirk.actions import load
from beteiligung.bezirk.models import Bezirk
from beteiligung.engine import engine_for
from beteiligung.text import slug
from beteiligung.vorhaben.findable import reindex
from beteiligung.vorhaben.models import (
    Place,
    Precision,
    Publication,
    Status,
    StatusChange,
    Vorhaben,
    VorhabenText,
    vorhaben_bezirk,
)

KINDS = ("Radweg", "Spielplatz", "Schulhof", "Bäume", "Trinkbrunnen", "Licht", "Haltestelle", "Bücherei", "Sporthalle")
TOPICS = ("Mobilität", "Klima, Umwelt und Natur", "Kinder und Jugendliche", "Bildung", "Sport", "Kunst und Kultur")
BOCHUM = Path(__file__).parents[1] / "examples" / "bochum"
CITYWIDE_SHARE = 0.15
CHUNK = 2000


@click.command()
@click.argument("url")
@click.option("--vorhaben", default=20_000, show_default=True)
@click.option("--beitraege", default=200_000, show_default=True)
@click.option("--places", type=click.Path(exists=True), required=True, help="CSV with name, lat, lon.")
def main(url, vorhaben, beitraege, places):
    """Create the tables in URL and fill them."""
    chance = random.Random(7)
    engine = engine_for(url)
    schema.upgrade(engine)
    with Path(places).open(encoding="utf-8") as file:
        sites = list(csv.DictReader(file))
    with Session(engine) as session:
        load(session, BOCHUM / "bezirke.geojson")
        bezirke = [b.number for b in session.scalars(select(Bezirk))]
        session.commit()
    now = datetime.now(UTC).replace(microsecond=0)
    with engine.execution_options(beteiligung_writes=True).begin() as connection:
        with click.progressbar(range(0, vorhaben, CHUNK), label="Vorhaben") as chunks:
            for first in chunks:
                _vorhaben(connection, chance, now, sites, bezirke, range(first + 1, min(first + CHUNK, vorhaben) + 1))
        click.echo("Search")
        with Session(connection) as session:
            reindex(session)
            session.commit()
        with click.progressbar(range(0, beitraege, CHUNK), label="Beiträge") as chunks:
            for first in chunks:
                _beitraege(connection, chance, now, vorhaben, range(first + 1, min(first + CHUNK, beitraege) + 1))


def _vorhaben(connection, chance, now, sites, bezirke, ids):
    rows, texts, places, areas, history = [], [], [], [], []
    for number in ids:
        site, kind, topic = chance.choice(sites), chance.choice(KINDS), chance.choice(TOPICS)
        status = chance.choice(list(Status))
        citywide = chance.random() < CITYWIDE_SHARE
        is_open = status == Status.PARTICIPATION
        title = f"{kind} {number} {site['name']}"
        start = date(2024, 1, 1) + timedelta(days=chance.randrange(1500))
        rows.append(
            {
                "id": number,
                "slug": slug(title),
                "publication": Publication.PUBLISHED if number % 20 else Publication.DRAFT,
                "status": status,
                "topic": topic,
                "topic_slug": slug(topic),
                "is_citywide": citywide,
                "start_on": start,
                "start_precision": Precision.MONTH,
                "end_on": start + timedelta(days=400),
                "end_precision": Precision.QUARTER,
                "open_from": now - timedelta(days=10) if is_open else None,
                "open_until": now + timedelta(days=1 + number % 50) if is_open else None,
                "created_at": now,
                "updated_at": now - timedelta(minutes=number),
                "version": 1,
            }
        )
        texts.append(
            {
                "vorhaben_id": number,
                "lang": "de",
                "title": title,
                "summary": f"{kind} wird neu.",
                "description": f"{kind} " * 20,
            }
        )
        history.append(
            {"vorhaben_id": number, "status": status, "on": start, "reason": "Zum Messen.", "author_name": "bench"}
        )
        if not citywide:
            lat = float(site["lat"]) + chance.uniform(-0.004, 0.004)
            lon = float(site["lon"]) + chance.uniform(-0.006, 0.006)
            places.append({"vorhaben_id": number, "words": site["name"], "lat": lat, "lon": lon})
            areas.append({"vorhaben_id": number, "bezirk_number": chance.choice(bezirke)})
    for table, values in (
        (Vorhaben, rows),
        (VorhabenText, texts),
        (Place, places),
        (vorhaben_bezirk, areas),
        (StatusChange, history),
    ):
        connection.execute(insert(table), values)


def _beitraege(connection, chance, now, vorhaben, ids):
    connection.execute(
        insert(Beitrag),
        [
            {
                "id": number,
                # half of all talk is about one Vorhaben in a hundred, as it is in life
                "vorhaben_id": chance.randrange(1, 1 + (vorhaben if number % 2 else 1 + vorhaben // 100)),
                "depth": 0,
                "author_id": f"bench:{number % 5000}",
                "author_name": f"Linde {number % 5000}",
                "is_official": False,
                "stance": chance.choice(list(Stance)),
                "body": "Das ist ein Beitrag zum Messen.",
                "visibility": Visibility.PUBLISHED,
                "submitted_at": now - timedelta(minutes=number),
                "published_at": now - timedelta(minutes=number),
            }
            for number in ids
        ],
    )


if __name__ == "__main__":
    main()
