"""A believable desk for the moderators of the demonstration: something in every tray."""

from datetime import timedelta

from sqlalchemy import func, select

from beteiligung import Person
from beteiligung.beitrag.models import Beitrag, Stance, Visibility
from beteiligung.moderation import actions, answering, objecting, reporting, sanctions
from beteiligung.moderation.models import Kind, LogEntry
from beteiligung.vorhaben.models import Publication, Vorhaben

from .people import PEOPLE

NEW = (
    ("Kiefer 3", Stance.PRO, "Bitte denken Sie auch an Bänke mit Lehne. Meine Mutter kann ohne nicht lange sitzen."),
    ("Ahorn 41", Stance.QUESTION, "Wird der Weg im Winter geräumt, und von wem?"),
    ("Weide 21", Stance.NEUTRAL, "Ich war am Samstag dort. Gegen 17 Uhr war alles zugeparkt."),
)
ATTACK = "Das kostet uns Parkplätze. Wer das plant, ist ein Versager und gehört selbst in den Teich geworfen."
NEIGHBOUR = "Meine Nachbarin Frau S. aus der Hausnummer 14 sagt, sie bekommt dafür Geld vom Amt."
ADVERT = "Besucht meine Seite, da gibt es Fahrräder zum halben Preis!"
SHARP = "Das ist wieder eine Planung vom grünen Tisch. Keiner hat mit uns geredet, und so sieht es auch aus."
TEMPLATES = (
    ("Danke, wir prüfen", "de", "Vielen Dank für Ihre Frage. Wir prüfen das und antworten hier bis zum Monatsende."),
    (
        "Zuständig ist jemand anders",
        "de",
        "Dafür ist die Stadt nicht zuständig. Wir haben Ihren Hinweis weitergegeben.",
    ),
    ("Thank you, we are looking into it", "en", "Thank you for asking. We look into it and answer here."),
)


def arrange(session, now):
    """Lay the desk once; what people decided since is left alone."""
    if session.scalar(select(func.count()).select_from(LogEntry)):
        return
    places = session.scalars(
        select(Vorhaben)
        .where(Vorhaben.publication == Publication.PUBLISHED, Vorhaben.open_until > now, Vorhaben.open_from <= now)
        .order_by(Vorhaben.slug.desc())
        .limit(4)
    ).all()
    if len(places) < 4:
        return
    kim, mo = (Person(**PEOPLE[name]) for name in ("kim", "mo"))
    for hours, (place, (name, stance, body)) in enumerate(zip(places, NEW, strict=False), 2):
        _say(session, place, name, stance, body, now - timedelta(hours=hours), visibility=Visibility.SUBMITTED)
    _reported(session, places, kim, now)
    _objected(session, places[2], mo, now)
    for name, lang, body in TEMPLATES:
        answering.save_template(session, kim, name=name, lang=lang, body=body, now=now - timedelta(days=30))


def _reported(session, places, kim, now):
    """Two that wait, the first of a person who was warned before; and one that was left as it is."""
    early = now - timedelta(hours=9)
    attack = _say(session, places[0], "Kastanie 88", Stance.CONTRA, ATTACK, early)
    _report(session, attack, "attack", "Das geht gegen einen Mitarbeiter.", early + timedelta(hours=2))
    _report(session, attack, "threat", "So etwas macht mir Angst.", early + timedelta(hours=4), name="Weide 21")
    older = _say(session, places[3], "Kastanie 88", Stance.CONTRA, "Alles Idioten da oben.", early - timedelta(days=9))
    sanctions.warn(session, older, kim, rule="attack", facts="Der Satz beleidigt.", now=early - timedelta(days=8))
    neighbour = _say(session, places[1], "Eiche 30", Stance.NEUTRAL, NEIGHBOUR, early)
    _report(session, neighbour, "data", "Jeder hier weiß, wer das ist.", early + timedelta(hours=5))
    sharp = _say(session, places[3], "Buche 5", Stance.CONTRA, SHARP, early - timedelta(days=3))
    _report(session, sharp, "other", "Das ist doch nur Gemecker.", early - timedelta(days=3, hours=-2))
    words = "Der Beitrag ist scharf, aber er greift niemanden an. Kritik an einer Planung ist erlaubt."
    actions.leave(session, sharp, kim, words, now=early - timedelta(days=2))


def _objected(session, place, mo, now):
    advert = _say(session, place, "Linde 12", Stance.PRO, ADVERT, now - timedelta(days=2), author="anna")
    words = "Der Beitrag wirbt für einen Laden."
    hidden = actions.restrict(
        session, advert, mo, Kind.HIDDEN, rule="advert", facts=words, now=now - timedelta(days=1, hours=6)
    )
    objecting.object_to(
        session,
        hidden,
        "Das ist keine Werbung, sondern die Fahrradbörse unseres Vereins. Sie hat mit dem Radweg zu tun.",
        now=now - timedelta(hours=20),
    )


def _report(session, beitrag, category, explanation, at, **who):
    told = {"explanation": explanation, "lang": "de", "now": at}
    reporting.report(session, beitrag, category=category, **told, **who)


def _say(session, place, name, stance, body, at, *, author=None, visibility=Visibility.PUBLISHED):
    beitrag = Beitrag(
        vorhaben=place,
        author_id=author or f"demo:{name}",
        author_name=name,
        stance=stance,
        body=body,
        visibility=visibility,
        submitted_at=at,
        published_at=at if visibility == Visibility.PUBLISHED else None,
    )
    session.add(beitrag)
    session.flush()
    return beitrag
