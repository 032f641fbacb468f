"""The administration's pages for attachments, used as people do."""

from io import BytesIO

from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from beteiligung.attachment.models import Attachment, StoredFile
from beteiligung.attachment.store import Store

from ..pages import token
from . import files

WORDS = {"title": "Lageplan", "lang": "de", "alt": "Ein Platz mit Bäumen."}


def desk(vorhaben, path=""):
    return f"/beteiligung/de/verwaltung/vorhaben/{vorhaben.id}/anlagen{path}"


def send(client, address, data=None, *, name="bild.jpg", **words):
    """Fill in the form at an address and send it; ``data`` are the bytes of a file."""
    page = client.get(address)
    form = {"csrf_token": token(page), "seen": seen(page), **words}
    if data is not None:
        form["file"] = FileStorage(BytesIO(data), name)
    boundary, body = encode_multipart(form)  # Werkzeug's client would forget to close its temporary file
    return client.post(address, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def seen(page):
    return field(page, "seen")


def field(page, name):
    """The value of a hidden field."""
    start = page.text.split(f'name="{name}"', 1)
    return start[1].split('value="', 1)[1].split('"', 1)[0] if len(start) == 2 else ""


def add(client, vorhaben, kind="bild", data=None, **words):
    """One more attachment, and the answer."""
    if data is None and kind != "link":
        data = files.picture() if kind == "bild" else files.pdf()
    return send(client, desk(vorhaben, f"/neu/{kind}"), data, **{**WORDS, **words})


def everything(session):
    session.rollback()
    session.expire_all()
    return session.scalars(select(Attachment).order_by(Attachment.position)).all()


def on_disk(app):
    """The names of the files in the store."""
    return {name for name, _age in Store(f"{app.instance_path}/beteiligung-files").names()}


def in_records(session):
    session.rollback()
    return set(session.scalars(select(StoredFile.name)))


def fetch(client, address, **how):
    """A file as it is handed over, read to its end and closed."""
    return client.get(address, buffered=True, **how)


def publication(session, vorhaben, state):
    """Let a Vorhaben that pages have changed meanwhile be published, archived or a draft."""
    session.rollback()
    session.expire_all()
    vorhaben.publication = state
    session.commit()
