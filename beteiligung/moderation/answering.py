"""The city answers, and everybody who asked is told; and what the staff keep for themselves."""

import secrets

from sqlalchemy import select

from ..beitrag.models import Beitrag, Stance, Visibility
from ..errors import N_, Conflict, NotAllowed, RuleBroken
from ..outbox.actions import put
from ..signals import announce, beitrag_answered
from ..vorhaben.models import Publication
from . import log, rules
from .models import Act, AnswerTemplate, Note

LONGEST = 5000
MOST_AT_ONCE = 100


def answer(session, beitraege, person, *, signature, body, now, lang="de", seen_at=None):
    """One official answer below each of these Beiträge; every author gets one mail, however many they wrote.

    ``seen_at`` is when the page was opened: what somebody else answered since is not answered twice.
    """
    if not rules.may_answer(person):
        raise NotAllowed(N_("Only staff may answer in the name of the city."))
    if not body.strip() or len(body) > LONGEST:
        raise RuleBroken(N_("Please write something."))
    if not 0 < len(beitraege) <= MOST_AT_ONCE:
        raise RuleBroken(N_("Please choose at least one contribution, and at most %(most)s."), most=MOST_AT_ONCE)
    for beitrag in beitraege:
        session.refresh(beitrag, with_for_update={"of": Beitrag})
        if beitrag.visibility != Visibility.PUBLISHED or beitrag.vorhaben.publication != Publication.PUBLISHED:
            raise NotAllowed(N_("The contribution that you answer is no longer there."))
    _nobody_was_faster(session, beitraege, seen_at)
    answers = [_below(session, beitrag, person, signature, body.strip(), lang, now) for beitrag in beitraege]
    _close_the_circle(session, beitraege, answers, now)
    return answers


def _nobody_was_faster(session, beitraege, seen_at):
    if seen_at is None:
        return
    newer = session.scalar(
        select(Beitrag)
        .where(
            Beitrag.parent_id.in_([beitrag.id for beitrag in beitraege]),
            Beitrag.is_official,
            Beitrag.submitted_at >= seen_at,
        )
        .limit(1)
    )
    if newer:
        message = N_("Somebody else has answered in the meantime: %(name)s. Nothing was sent twice.")
        raise Conflict(message, name=newer.moderated_by or newer.author_name)


def _below(session, beitrag, person, signature, body, lang, now):
    spoken = Beitrag(
        vorhaben=beitrag.vorhaben,
        parent=beitrag,
        root_id=beitrag.root_id or beitrag.id,
        depth=beitrag.depth + 1,
        author_id=person.id,
        author_name=signature,
        is_official=True,
        stance=Stance.NEUTRAL,
        body=body,
        lang=lang,
        visibility=Visibility.PUBLISHED,
        submitted_at=now,
        published_at=now,
        moderated_at=now,
        moderated_by=person.name,
    )
    session.add(spoken)
    session.flush()
    log.append(session, Act.ANSWERED, person, now=now, beitrag=beitrag, answer=spoken.id)
    announce(session, beitrag_answered, beitrag=beitrag, answer=spoken)
    return spoken


def _close_the_circle(session, beitraege, answers, now):
    """Who asked is told once; the city does not write to itself."""
    batch = secrets.token_hex(8)
    asked = {}
    for beitrag, spoken in zip(beitraege, answers, strict=True):
        if not beitrag.is_official:
            asked.setdefault(beitrag.author_id, []).append((beitrag, spoken))
    for author_id, pairs in asked.items():
        lang = pairs[0][0].lang
        facts = {
            "body": pairs[0][1].body,
            "signature": pairs[0][1].author_name,
            "answers": [
                {"slug": b.vorhaben.slug, "title": b.vorhaben.title_in(lang), "answer_id": spoken.id}
                for b, spoken in pairs
            ],
        }
        put(session, "answered", to=author_id, lang=lang, facts=facts, key=f"answered:{batch}:{author_id}", now=now)


def note(session, beitrag, person, body, *, now):
    """Leave a word for colleagues. The log says that there is one, not what it says."""
    if not rules.may_note(person):
        raise NotAllowed(N_("Only staff may do this."))
    if not body.strip() or len(body) > LONGEST:
        raise RuleBroken(N_("Please write something."))
    written = Note(beitrag_id=beitrag.id, body=body.strip(), by_name=person.name, written_at=now)
    session.add(written)
    log.append(session, Act.NOTED, person, now=now, beitrag=beitrag)
    return written


def save_template(session, person, *, name, lang, body, now, template=None):
    """Keep words for later answers, or change those that are kept."""
    if not rules.may_answer(person):
        raise NotAllowed(N_("Only staff may do this."))
    if template is None:
        template = AnswerTemplate()
        session.add(template)
    template.name, template.lang, template.body = name.strip(), lang, body.strip()
    template.by_name, template.changed_at = person.name, now
    log.append(session, Act.TEMPLATE, person, now=now, reason=template.name)
    return template


def remove_template(session, person, template, *, now):
    """Nobody needs these words any more."""
    if not rules.may_answer(person):
        raise NotAllowed(N_("Only staff may do this."))
    session.delete(template)
    log.append(session, Act.TEMPLATE, person, now=now, reason=template.name, removed=True)
