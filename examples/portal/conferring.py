"""What members of the demonstration say among themselves and ask the administration. All of it made up."""

from datetime import timedelta

from sqlalchemy import select

from beteiligung.gremium.models import Gremium, Inquiry, Remark

BODY = "bv-2"
SCHOOL = "neue-gesamtschule-wattenscheid"
TRAM = "linie-309-310-august-bebel-platz"
STREET = "voedestrasse-wattenscheid-umbau"
ROBIN, SEVIM = ("bv", "Robin Brand"), ("sevim", "Sevim Aydın")

WORDS = (
    (TRAM, 9, ROBIN, "Mir fehlt eine Aussage zu den Läden während der Bauzeit. Das war die häufigste Sorge."),
    (TRAM, 8, SEVIM, "Sehe ich auch so. Und wir sollten die barrierefreie Haltestelle zur Bedingung machen."),
    (TRAM, 2, ROBIN, "Einverstanden. Ich schreibe bis zur Sitzung einen Vorschlag für den Beschluss."),
    (STREET, 4, SEVIM, "Die Auswertung hat noch Lücken. Ich würde warten, bis sie vollständig ist."),
)
OPENED = (SCHOOL, 30, SEVIM, "Uns ist wichtig: Der Schulweg muss sicher sein, bevor der Unterricht beginnt.")
ANSWERED = (
    SCHOOL,
    34,
    "Bis wann liegt das Konzept für den Schulweg vor, und wer bezahlt die breitere Brücke?",
    "Das Konzept liegt im Frühjahr vor. Die Brücke bezahlt die Stadt; Fördergeld ist beantragt.",
)
LATE = (TRAM, 20, "Wie lange sperrt der Umbau die Straße, und wie kommen die Menschen so lange zu den Läden?")
FRESH = (STREET, 2, "Wie viele Stellplätze fallen nach dem Vorschlag weg, und wo gibt es Ersatz?")
DAYS = timedelta(days=14)


def confer(session, known, now):
    """Words and questions of the Bezirksvertretung Wattenscheid, once. ``known`` are the Vorhaben by their name."""
    body = session.scalar(select(Gremium).where(Gremium.slug == BODY))
    if body is None or session.scalar(select(Remark.id).limit(1)) is not None:
        return
    for slug, days, who, text in WORDS:
        session.add(_remark(body, known[slug], now - timedelta(days=days), who, text))
    slug, days, who, text = OPENED
    opened = _remark(body, known[slug], now - timedelta(days=days), who, text)
    session.add(_public(opened, now))
    slug, days, text, answer = ANSWERED
    answered = _inquiry(body, known[slug], now - timedelta(days=days), text)
    answered.answer, answered.answered_by = answer, "Demonstration"
    answered.answered_at = now - timedelta(days=days - 10)
    session.add(_public(answered, now))
    session.add_all(_inquiry(body, known[slug], now - timedelta(days=days), text) for slug, days, text in (LATE, FRESH))


def _remark(body, vorhaben, at, who, text):
    author, name = who
    return Remark(gremium=body, vorhaben=vorhaben, author_id=author, author_name=name, body=text, said_at=at)


def _inquiry(body, vorhaben, at, text):
    author, name = ROBIN
    asked = {"asked_at": at, "due_on": (at + DAYS).date()}
    return Inquiry(gremium=body, vorhaben=vorhaben, author_id=author, author_name=name, text=text, **asked)


def _public(thing, now):
    at = now - timedelta(days=20)
    thing.published_at, thing.published_by, thing.decided_on = at, "Geschäftsstelle Wattenscheid", at.date()
    return thing
