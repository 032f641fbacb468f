"""The text of an agreement's file, whatever its format; offsets of clauses index into this text."""

import codecs
import re
from pathlib import Path

from .reader.limits import Refusal
from .reader.office import text_of_office
from .reader.pdf import text_of_pdf

LIMIT = 20_000_000
MESSAGES = {
    "missing": "There is no file {name}.",
    "directory": "{name} is a folder; name one file.",
    "not_allowed": "{name} may not be read by this user.",
    "not_readable": "{name} cannot be read: {detail}.",
    "binary": "{name} is not a text: use .txt, .md, .pdf, .docx or .odt.",
    "unsupported": "{name} has a format that is not read: use .txt, .md, .pdf, .docx or .odt.",
    "wrong_encoding": "{name} is neither UTF-8 nor Latin-1 nor Windows-1252: save it as UTF-8.",
    "empty": "{name} holds no text.",
    "no_text_layer": "{name} holds pictures of pages but no text: run a text recognition (OCR) over it first.",
    "too_large": "{name} is larger than the limit of {limit} bytes, before or after unpacking.",
    "encrypted": "{name} is protected by a password: save it without one.",
    "broken": "{name} is damaged or no real {format} file.",
    "entities": "{name} declares XML entities, which are refused because they can be an attack.",
    "package_missing": "Reading {format} needs more packages: pip install 'beteiligung[documents]'.",
    "no_clause": "No clause was found in {name}.",
}
MARKS = {b"%PDF-": "pdf", b"PK\x03\x04": "zip", b"PK\x05\x06": "zip"}
FOREIGN = (b"{\\rtf", b"\xd0\xcf\x11\xe0", b"<!DOCTYPE html", b"<html")
WIDE = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# What German text in one byte per letter consists of, besides ASCII.
PLAUSIBLE = re.compile("[äöüÄÖÜß„“”‚‘’«»›‹–—…•·€§°²³½¼¾éèêëàâáçñïîíôóøåæœúûùÉÈÀÇ©®™†‡¹º×µ±÷´¨¯¿¡\xa0\xad]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class Unreadable(ValueError):
    """Says in one sentence why a file gives no text; `code` is the key of that sentence in MESSAGES."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = self.reason_code = code
        self.message = message


def refuse(code, path, *, limit=LIMIT, detail=""):
    """The Unreadable for a reason code and a file."""
    name = Path(path).name or str(path)
    name = re.sub(r"[\x00-\x1f\x7f-\x9f]", "?", name)
    form = {"pdf": "PDF", "docx": "DOCX", "odt": "ODT"}.get(Path(path).suffix.lower().lstrip("."), "document")
    return Unreadable(code, MESSAGES[code].format(name=name, limit=limit, format=form, detail=detail))


def text_of(path, *, limit=LIMIT):
    """The text of a .txt, .md, .pdf, .docx or .odt file; `limit` counts its bytes, packed and unpacked."""
    data = _bytes(path, limit)
    try:
        text = _decoded(data, path, limit)
    except Refusal as refusal:
        raise refuse(refusal.code, path, limit=limit) from refusal
    if len(text) > limit:
        raise refuse("too_large", path, limit=limit)
    if not re.search(r"\w", text):
        raise refuse("no_text_layer" if data.startswith(b"%PDF-") else "empty", path)
    return text


def _bytes(path, limit):
    path = Path(path)
    try:
        if path.is_dir():
            raise refuse("directory", path)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError as error:
        raise refuse("missing", path) from error
    except PermissionError as error:
        raise refuse("not_allowed", path) from error
    except (OSError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise refuse("not_readable", path, detail=getattr(error, "strerror", None) or "invalid name") from error
    if len(data) > limit:
        raise refuse("too_large", path, limit=limit)
    if not data.strip():
        raise refuse("empty", path)
    return data


def _decoded(data, path, limit):
    """The format is told by the content; a suffix that promises another one makes the file a broken one."""
    found = next((kind for mark, kind in MARKS.items() if data.startswith(mark)), None)
    suffix = Path(path).suffix.lower()
    if found == "pdf" or (suffix == ".pdf" and b"%PDF-" in data[:1024]):
        return text_of_pdf(data, limit)
    if found == "zip":
        return text_of_office(data, limit)
    if data.startswith(FOREIGN):
        raise Refusal("encrypted" if suffix in (".docx", ".odt") else "unsupported")
    if suffix in (".pdf", ".docx", ".odt"):
        raise Refusal("broken")
    return decode(data)


def decode(data):
    """Text from bytes: UTF-8 with or without BOM, UTF-16 with one, Windows-1252, Latin-1."""
    for mark, encoding in WIDE.items():
        if data.startswith(mark):
            return _by(data, encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _one_byte(data)
    if len(CONTROL.findall(text)) > 0.005 * len(text):
        raise Refusal("binary")
    return text


def _by(data, encoding):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refusal("wrong_encoding") from error


def _one_byte(data):
    """Windows-1252, or Latin-1 for bytes it does not know; refused where the letters make no German."""
    if len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", data)) > 0.005 * len(data):
        raise Refusal("binary")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    high = re.findall(r"[^\x00-\x7f]", text)
    likely = sum(map(len, PLAUSIBLE.findall(text)))
    letters = len(re.findall(r"(?:Ã[\x80-\xbf¤¶¼Ÿ„–œ]|â€)", text))
    if likely < 0.9 * len(high) or letters > 0.2 * len(high):
        raise Refusal("wrong_encoding")
    return text
