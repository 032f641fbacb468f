from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ..vorhaben.models import Publication, Vorhaben
from .models import Attachment, AttachmentKind, StoredFile


def of(vorhaben_id):
    """What hangs on a Vorhaben, in its order, with its files. What was withdrawn stays out."""
    return (
        select(Attachment)
        .where(Attachment.vorhaben_id == vorhaben_id, Attachment.withdrawn_at.is_(None))
        .options(selectinload(Attachment.files))
        .order_by(Attachment.position, Attachment.id)
    )


def public_file(attachment_id, width=None, part=None):
    """One file that the public may read: what hangs on a draft or an archived Vorhaben does not exist for it."""
    return (
        file(attachment_id, width, part)
        .join(Vorhaben, Vorhaben.id == Attachment.vorhaben_id)
        .where(Vorhaben.publication == Publication.PUBLISHED)
    )


def file(attachment_id, width=None, part=None):
    """One file that was not withdrawn, for staff: of a picture in this width, of a document without one, of a video in
    sign language this part."""
    which = StoredFile.width.is_(None) if width is None else StoredFile.width == width
    signed = Attachment.kind == AttachmentKind.SIGN_VIDEO
    is_part = [signed, StoredFile.media_type.like(f"{part}/%")] if part else [] if width else [~signed]
    return (
        select(StoredFile)
        .join(Attachment, Attachment.id == StoredFile.attachment_id)
        .where(Attachment.id == attachment_id, Attachment.withdrawn_at.is_(None), which, *is_part)
        .options(joinedload(StoredFile.attachment))
    )


def stored():
    """Every file that a record knows: name, size, digest."""
    return select(StoredFile.name, StoredFile.size, StoredFile.digest)
