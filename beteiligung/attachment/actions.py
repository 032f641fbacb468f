"""What staff hang on a Vorhaben. Files are checked and kept before; here they become part of the record."""

import hashlib
import json

from sqlalchemy import select

from ..errors import N_, Conflict, NotAllowed, RuleBroken
from ..vorhaben import editing
from . import rules
from .models import Attachment, AttachmentKind, StoredFile

EITHER = N_("Please give either a file or an address.")
WORDS = ("title", "lang", "description", "alt", "source", "licence", "url")


def add(session, vorhaben, person, kind, values, kept=(), *, now):
    """Hang something on a Vorhaben, behind what is there. The public history tells of it."""
    _staff_only(person)
    editing.first_version(session, vorhaben)
    there = [a for a in vorhaben.attachments if a.withdrawn_at is None]
    _only_once(there, values, kept)
    if len(there) >= rules.MOST:
        raise RuleBroken(N_("At most %(number)s pictures, documents and links fit on one Vorhaben."), number=rules.MOST)
    attachment = Attachment(
        kind=kind,
        position=max((a.position for a in vorhaben.attachments), default=0) + 1,
        added_at=now,
        added_by=person.name,
        changed_at=now,
        **_checked(kind, values),
    )
    _fill(session, attachment, kept)
    vorhaben.attachments.append(attachment)
    editing.touch(session, vorhaben, person, now=now, field="attachments", new=_short(attachment))
    return attachment


def change(session, attachment, person, values, kept=(), *, seen, now):
    """Take over other words, and other files where there are ``kept`` ones. Returns the names of those let go."""
    _staff_only(person)
    _unchanged(attachment, seen)
    vorhaben = attachment.vorhaben
    editing.first_version(session, vorhaben)
    before = _short(attachment)
    for name, value in _checked(attachment.kind, values).items():
        setattr(attachment, name, value)
    attachment.changed_at = now
    going = _replaced(attachment, kept)
    released = [file.name for file in going]
    if kept or going:
        attachment.files = [file for file in attachment.files if file not in going]
        session.flush()
        _fill(session, attachment, kept)
        editing.touch(session, vorhaben, person, now=now, field="attachments", old=before, new=_short(attachment))
    else:
        _whole(attachment)
        editing.touch(session, vorhaben, person, now=now)
    return released


def move(session, attachment, person, steps, *, now):
    """One place up (-1) or down (1) among its kind; at the end nothing changes."""
    _staff_only(person)
    same = [a for a in attachment.vorhaben.attachments if a.withdrawn_at is None and a.kind == attachment.kind]
    at = same.index(attachment)
    if not 0 <= at + steps < len(same):
        return
    other = same[at + steps]
    attachment.position, other.position = other.position, attachment.position
    session.flush()
    session.expire(attachment.vorhaben, ["attachments"])
    editing.touch(session, attachment.vorhaben, person, now=now)


def withdraw(session, attachment, person, reason, *, seen, now):
    """Take it away for good, for staff too; the words stay in the history. Returns the names of the files let go."""
    _staff_only(person)
    _unchanged(attachment, seen)
    vorhaben = attachment.vorhaben
    if not reason and rules.needs_reason(vorhaben):
        raise RuleBroken(N_("Please say in public why this is withdrawn."))
    editing.first_version(session, vorhaben)
    before, released = _short(attachment), [file.name for file in attachment.files]
    attachment.files = []
    attachment.withdrawn_at, attachment.withdrawn_by = now, person.name
    editing.touch(session, vorhaben, person, now=now, field="attachments", old=before, reason=reason)
    return released


def stamp(attachment):
    """A short sign of what it says now: another one means that somebody changed something."""
    told = [getattr(attachment, name) for name in WORDS] + [file.name for file in attachment.files]
    return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()[:16]


def _staff_only(person):
    if not rules.may_attach(person):
        raise NotAllowed(N_("Only the administration may do this."))


def _unchanged(attachment, seen):
    if seen != stamp(attachment):
        raise Conflict(N_("Somebody else saved in between. Nothing was overwritten."))


def _checked(kind, values):
    """The words as they are stored; what nobody may leave out is there."""
    told = {name: (values.get(name) or "").strip() for name in WORDS}
    told["url"] = told["url"] or None
    if not told["title"]:
        raise RuleBroken(N_("Please give a title."))
    if rules.needs_alt(kind) and not told["alt"]:
        raise RuleBroken(N_("Please say in words what the picture shows."))
    if kind != AttachmentKind.SIGN_VIDEO and (kind == AttachmentKind.LINK) != bool(told["url"]):
        raise RuleBroken(N_("A link needs an address."))
    return told | {"lang": told["lang"] or "de"}


def _only_once(there, values, kept):
    """Whoever presses the button twice, or sends a page again, means it once."""
    of_video = any(entry.media_type.startswith("video/") for entry in kept)  # several videos may share them
    mine = [entry for entry in kept if not of_video or entry.media_type.startswith("video/")]
    digests, address = {entry.digest for entry in mine}, (values.get("url") or "").strip()
    for other in there:
        if digests & {file.digest for file in other.files} or (address and address == other.url):
            raise RuleBroken(N_("This hangs here already: %(title)s"), title=other.title)


def _fill(session, attachment, kept):
    names = [entry.name for entry in kept]
    if names and session.scalar(select(StoredFile.id).where(StoredFile.name.in_(names)).limit(1)):
        raise RuleBroken(N_("Please choose a file."))  # part of another record already: this form was sent before
    attachment.files = [*attachment.files, *(StoredFile(**entry._asdict()) for entry in kept)]
    _whole(attachment)


def _whole(attachment):
    """A link has an address, a video in sign language that or a file with captions, everything else a file."""
    signed = attachment.kind == AttachmentKind.SIGN_VIDEO
    if bool(attachment.files) == bool(attachment.url):
        raise RuleBroken(EITHER if signed else N_("Please choose a file."))
    parts = {file.part for file in attachment.files}
    if signed and parts and not parts >= {"video", "text"}:
        raise RuleBroken(N_("A video needs captions.") if "video" in parts else N_("Please choose a file."))


def _replaced(attachment, kept):
    """Whose place something new takes: of a video the same part, and all of it where an address stands for it now."""
    if attachment.kind != AttachmentKind.SIGN_VIDEO:
        return list(attachment.files) if kept else []
    parts = {entry.media_type.split("/")[0] for entry in kept}
    return [file for file in attachment.files if file.part in parts or (attachment.url and not kept)]


def _short(attachment):
    """What the history tells of it."""
    return {"kind": attachment.kind.value, "title": attachment.title, "lang": attachment.lang}
