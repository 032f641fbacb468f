"""Vorhaben of the demonstration, found by what they show, so that the demonstration may change its stories."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from beteiligung import Person
from beteiligung.attachment.models import Attachment, AttachmentKind
from beteiligung.beitrag import actions
from beteiligung.beitrag.models import Beitrag, Visibility
from beteiligung.bezirk.models import Bezirk
from beteiligung.moderation import actions as moderation
from beteiligung.subscription.models import Subscriber, Subscription, What
from beteiligung.vorhaben.actions import refresh_search
from beteiligung.vorhaben.models import Publication, Status, Vorhaben

from .. import records

TAG_TITLE = "<img src=x onerror=alert(1)> Zaun"
TAG_PLACE = "<b>Hinterhof</b>"
KIM = Person(id="kim", name="Kim Yıldız", roles=frozenset({"moderation"}))
ANNA = Person(id="anna", name="Linde 12")


class Samples:
    """Slugs of Vorhaben in one state each, and ways to bring a contribution into one."""

    def __init__(self, engine):
        self.engine = engine

    def prepare(self):
        """Give one announced Vorhaben with a place a title and a place that try to be tags."""
        with self._changing() as session:
            quiet = self._published(Vorhaben.status == Status.PREPARATION, Vorhaben.is_citywide.is_(False))
            vorhaben = session.scalars(quiet).first()
            for text in vorhaben.texts:
                text.title = TAG_TITLE
            vorhaben.places[0].words = TAG_PLACE
            refresh_search(vorhaben)

    @property
    def open(self):
        """Open now, at a place, with much talk."""
        return self._slug(_open(), Vorhaben.is_citywide.is_(False), talkative=True)

    @property
    def decided(self):
        """Decided, with talk, and not open."""
        return self._slug(Vorhaben.status == Status.DECIDED, talkative=True)

    @property
    def citywide(self):
        """Open now, for the whole city."""
        return self._slug(_open(), Vorhaben.is_citywide, talkative=True)

    @property
    def delayed(self):
        """Later than planned, with a reason."""
        return self._slug(Vorhaben.delay_reason.is_not(None))

    @property
    def illustrated(self):
        """With pictures, documents and a link, at a place."""
        return self._slug(Vorhaben.id.in_(select(Attachment.vorhaben_id).where(Attachment.kind == AttachmentKind.LINK)))

    @property
    def silent(self):
        """Nobody has written here."""
        return self._slug(~select(Beitrag.id).where(Beitrag.vorhaben_id == Vorhaben.id).exists())

    @property
    def tag(self):
        """The one whose title tries to be a tag."""
        return self._slug(Vorhaben.texts.any(title=TAG_TITLE))

    def id_of(self, slug):
        """Its number, as addresses of the administration name it."""
        with Session(self.engine) as session:
            return session.scalar(select(Vorhaben.id).where(Vorhaben.slug == slug))

    def published_in(self, slug):
        """The id of the newest published contribution to a Vorhaben."""
        newest = select(func.max(Beitrag.id)).join(Vorhaben)
        with Session(self.engine) as session:
            return session.scalar(
                newest.where(Vorhaben.slug == slug, Beitrag.visibility == Visibility.PUBLISHED, Beitrag.depth == 0)
            )

    def wait_in_inbox(self, *bodies):
        """Contributions that wait for a moderator."""
        with self._changing() as session:
            vorhaben = session.scalars(self._published(_open())).first()
            for body in bodies:
                actions.submit(session, vorhaben, ANNA, stance="pro", body=body, now=datetime.now(UTC))

    def just_written(self, *, changed=False):
        """A contribution of Anna's that can still be changed: slug, number and the code of its receipt."""
        with self._changing() as session:
            vorhaben, now = session.scalars(self._published(_open())).first(), datetime.now(UTC)
            written = actions.submit(
                session, vorhaben, ANNA, stance="pro", body="Bitte eine Bank.", now=now, at_once=True
            )
            if changed:
                window = {"window": timedelta(minutes=15), "at_once": True}
                actions.edit(session, written, ANNA, stance="contra", body="Lieber zwei Bänke.", now=now, **window)
            return vorhaben.slug, written.id, written.code

    def empty_inbox(self):
        """Publish whatever waits."""
        with self._changing() as session:
            for beitrag in session.scalars(select(Beitrag).where(Beitrag.visibility == Visibility.SUBMITTED)):
                moderation.publish(session, beitrag, KIM, now=datetime.now(UTC))

    def follower(self, pending):
        """Somebody new who follows a Vorhaben, a search and a circle; the name that stands in links."""
        with self._changing() as session:
            now = datetime.now(UTC)
            vorhaben = session.scalars(self._published(_open())).first()
            to = Subscriber(address=f"l{now.timestamp()}2@beispiel.de", lang="de", created_at=now)
            session.add(to)
            circle = {"lat": 51.45, "lon": 7.16, "radius": 1000}
            for what, vorhaben_id, criteria, names in (
                (What.VORHABEN, vorhaben.id, {"slug": vorhaben.slug}, {"title": vorhaben.title_in("de")}),
                (What.CIRCLE, None, circle, {"name": "Höntrop"}),
                (What.FILTER, None, {"bezirk": 2, "open_now": True}, {"bezirk": "Wattenscheid"}),
            ):
                subscription = Subscription(what=what, vorhaben_id=vorhaben_id, criteria=criteria, names=names)
                subscription.scope, subscription.since, subscription.created_at = str(what), now, now
                subscription.confirmed_at = None if pending else now
                to.subscriptions.append(subscription)
            session.flush()
            return to.handle

    @contextmanager
    def planted(self, slug, title, *said, is_open=True):
        """One more Vorhaben in Wattenscheid, for what changes it for good; afterwards it is out of sight."""
        now = datetime.now(UTC)
        with self._changing() as session:
            vorhaben = records.vorhaben(slug, title, open_for=3 if is_open else -1)
            vorhaben.status = Status.PARTICIPATION if is_open else Status.EVALUATION
            vorhaben.bezirke = [session.get(Bezirk, 2)]
            vorhaben.published_at = vorhaben.created_at = vorhaben.updated_at = now - timedelta(days=40)
            session.add(vorhaben)
            session.flush()
            for number, text in enumerate(said):
                person = {"author": f"demo:{number}", "name": f"Birke {number}"}
                session.add(records.beitrag(vorhaben, text, published_at=now, submitted_at=now, **person))
            id_ = vorhaben.id
        try:
            yield id_
        finally:
            with self._changing() as session:
                session.get(Vorhaben, id_).publication = Publication.ARCHIVED

    def make(self, number, publication):
        """Let a Vorhaben be public, a draft or archived."""
        with self._changing() as session:
            session.get(Vorhaben, number).publication = publication

    @contextmanager
    def closed(self, slug):
        """The time to take part is over, as long as this block lasts."""
        before = self._move_end(slug, datetime.now(UTC) - timedelta(minutes=1))
        try:
            yield
        finally:
            self._move_end(slug, before)

    def _move_end(self, slug, end):
        with self._changing() as session:
            vorhaben = session.scalars(self._published(Vorhaben.slug == slug)).one()
            before, vorhaben.open_until = vorhaben.open_until, end
        return before

    def _slug(self, *conditions, talkative=False):
        talk = select(func.count(Beitrag.id)).where(Beitrag.vorhaben_id == Vorhaben.id).scalar_subquery()
        wanted = self._published(*conditions)
        with Session(self.engine) as session:
            return session.scalars(wanted.order_by(None).order_by(talk.desc()) if talkative else wanted).first().slug

    def _published(self, *conditions):
        published = Vorhaben.publication == Publication.PUBLISHED
        return select(Vorhaben).where(published, *conditions).order_by(Vorhaben.id)

    @contextmanager
    def _changing(self):
        with Session(self.engine) as session:
            session.connection(execution_options={"beteiligung_writes": True})
            yield session
            session.commit()


def _open():
    now = datetime.now(UTC)
    return (Vorhaben.open_from <= now) & (Vorhaben.open_until > now)
