"""No address of ours, whatever it is asked with, tells of a draft or of an archived Vorhaben.

The addresses come from the map of the application. A new one is asked by itself; one with an argument that is not known
here fails until somebody says what it stands for.
"""

import re
from itertools import product
from typing import NamedTuple

import pytest

from beteiligung.attachment.models import Attachment, AttachmentKind, StoredFile
from beteiligung.beschluss.models import Beschluss, Result
from beteiligung.term.models import Kind, Term
from beteiligung.vorhaben.models import FieldChange, Place, Publication
from beteiligung.wish.models import Wish

from .. import records
from ..bodies import bezirksvertretung
from ..hosts import arguments, log_in

NOWHERE = 987_654
QUERIES = (
    "",
    "?stand=alle&q=geheim&bbox=7,51,8,52&von=1990&reihenfolge=name",
    "?lat=51.46&lon=7.21&stand=alle&umkreis=5000",
)

ABOUT = {
    "slug": ("slug", "gibt-es-nicht"),
    "vorhaben": ("slug", "gibt-es-nicht"),
    "vorhaben_slug": ("slug", "gibt-es-nicht"),
    "vorhaben_id": ("id", NOWHERE),
    "number": ("id", NOWHERE),
    "beitrag_id": ("beitrag", NOWHERE),
    "attachment_id": ("attachment", NOWHERE),
    "beschluss_id": ("beschluss", NOWHERE),
}
"""Arguments that may name something of a Vorhaben: which name of it, and a name of nothing."""

OTHERS = {
    "lang": "de",
    "argument_id": NOWHERE,
    "chapter": "mobilitaet",
    "clause_id": 1,
    "code": "AAAA-BBBB-CCCC",
    "condition_id": NOWHERE,
    "decision_id": NOWHERE,
    "filename": "beteiligung.css",
    "gremium": "bv-1",
    "kind": "pdf",
    "meeting_id": NOWHERE,
    "name": "leaflet.js",
    "runde": 1,
    "tag": "en",
    "token": "x" * 40,
    "what": "video",
    "width": 320,
    "x": 1,
    "y": 1,
    "year": 2026,
    "z": 1,
}
"""Arguments that name nothing that could be hidden."""

IS_NO_VORHABEN = {
    ("beteiligung.aushang", "slug"): "bochum-mitte",
    ("beteiligung.aushang_qr", "slug"): "bochum-mitte",
    ("beteiligung.kurz_bezirk", "number"): 1,
}
BY_CHANCE = {"beteiligung.aufgabe"}
"""Never the same twice: a riddle against machines."""

PASSING = re.compile(
    r'(?:name="(?:csrf_token|stamp)"[^>]*value="|"token":\s*"|"as_of":\s*")[^"]*'
    r"|<(?:updated|generated)>[^<]*|DTSTAMP:\S+"
)


def rules(app):
    """Every address of ours that can be read."""
    return [
        rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("beteiligung") and "GET" in rule.methods
    ]


def hide(session, publication, parent, bezirke, body, clause):
    """A Vorhaben with all that hangs on one, none of which is public."""
    word = f"GEHEIM{publication.value}"
    record = records.vorhaben(
        f"geheim-{publication.value}", f"{word} Radweg", open_for=5, bezirke=bezirke[:1], publication=publication
    )
    record.parent_id, record.clause, record.cost_amount = parent.id, clause, 4_711_000
    record.start_on = record.end_on = record.end_first = records.day()
    record.places.append(Place(words=f"{word} Ort", lat=51.45, lon=7.22))
    record.terms.append(Term(kind=Kind.TAG, slug=f"geheim-{publication.value}", name=f"{word} Wort"))
    record.changes.append(FieldChange(at=records.NOW, author_name=word, field="end", old=None, new="2027", reason=word))
    picture = Attachment(kind=AttachmentKind.PICTURE, position=0, title=word, alt=word, added_by=word)
    picture.added_at = picture.changed_at = records.NOW
    picture.files = [
        StoredFile(name=f"{len(word):032d}", media_type="image/webp", size=1, digest="0", width=320, height=320)
    ]
    record.attachments.append(picture)
    said = records.beitrag(record, f"{word} Beitrag", author="somebody", name=word)
    decided = Beschluss(vorhaben=record, gremium=body, title=word, text=word, result=Result.ADOPTED, recorded_by=word)
    decided.decided_on, decided.recorded_at = records.NOW.date(), records.NOW
    session.add_all([record, said, decided])
    session.flush()
    session.add(Wish(vorhaben_id=record.id, author_id="somebody", wished_at=records.NOW))
    names = {
        "slug": record.slug,
        "id": record.id,
        "beitrag": said.id,
        "attachment": picture.id,
        "beschluss": decided.id,
    }
    return names


@pytest.fixture
def body(session, radweg, bezirke):
    """What is public stands there before: a Vorhaben, a contribution, a body."""
    body = bezirksvertretung(bezirke[0])
    session.add_all([body, records.beitrag(radweg, "öffentlich", author="somebody")])
    session.commit()
    return body


@pytest.fixture
def hidden(session, radweg, bezirke, body):
    """``hidden()``: from now on there is a draft and an archived one."""

    def make():
        kinds = (Publication.DRAFT, Publication.ARCHIVED)
        names = [hide(session, kind, radweg, bezirke, body, radweg.clause) for kind in kinds]
        session.commit()
        return names

    return make


@pytest.fixture(params=[None, "bv"])
def reader(request, app):
    """Whoever reads without an office."""
    log_in(app, request.getfixturevalue(request.param) if request.param else None)


def addresses(app, public):
    """Every address, asked about what is public, with each of the queries."""
    for rule in rules(app):
        values = {name: _value(rule, name, public) for name in arguments(rule)}
        for query in QUERIES if arguments(rule) <= {"lang"} else QUERIES[:1]:
            yield rule.endpoint, _address(app, rule, values) + query


def hidden_addresses(app, public, names):
    """Each address that can name something of a Vorhaben: once with what is hidden, once with what is not there."""
    for rule in rules(app):
        about = [
            name for name in sorted(arguments(rule)) if name in ABOUT and (rule.endpoint, name) not in IS_NO_VORHABEN
        ]
        for which in product((True, False), repeat=len(about)):
            if not any(which):
                continue
            there = {name: _value(rule, name, public) for name in arguments(rule)}
            asked, nothing = dict(there), dict(there)
            for name, is_hidden in zip(about, which, strict=True):
                if is_hidden:
                    asked[name], nothing[name] = names[ABOUT[name][0]], ABOUT[name][1]
            yield rule.endpoint, _address(app, rule, asked), _address(app, rule, nothing)


def _value(rule, name, public):
    if (rule.endpoint, name) in IS_NO_VORHABEN:
        return IS_NO_VORHABEN[rule.endpoint, name]
    if name in ABOUT:
        return public[ABOUT[name][0]]
    assert name in OTHERS, f"{rule.rule}: say in this file what <{name}> stands for"
    return OTHERS[name]


def _address(app, rule, values):
    with app.test_request_context():
        _domain, path = rule.build(values, append_unknown=False)
    return path


class Seen(NamedTuple):
    """What an answer says, without what is different each time."""

    status: int
    etag: str | None
    text: str

    def beside(self, *names):
        """The words, without those by which one asked."""
        text = self.text.lower()
        for name in names:
            text = text.replace(name.lower(), "…")
        return text


def visit(client, address):
    with client.get(address) as answer:
        body = (
            answer.get_data().decode("utf-8", "replace")
            if answer.mimetype.startswith(("text/", "application/"))
            else ""
        )
        told = {name: answer.headers.get(name) for name in ("Location", "Content-Type", "Last-Modified")}
        return Seen(answer.status_code, answer.headers.get("ETag"), PASSING.sub("", f"{told} {body}"))


@pytest.fixture
def public(session, radweg, body):
    """The names of what everybody may see."""
    return {"slug": "radweg", "id": radweg.id, "beitrag": 1, "attachment": NOWHERE, "beschluss": NOWHERE}


@pytest.mark.usefixtures("reader")
def test_every_page_and_feed_is_the_same_with_them_as_without(app, client, public, hidden):
    """Not a word, not a number, not an ETag is another one."""
    asked = list(addresses(app, public))
    before = {address: visit(client, address) for _endpoint, address in asked}

    hidden()

    for endpoint, address in asked:
        after = visit(client, address)
        assert "geheim" not in after.beside("q=geheim", "q%3Dgeheim", "„geheim“", 'value="geheim"'), address
        if endpoint not in BY_CHANCE:
            assert after == before[address], address


@pytest.mark.usefixtures("reader")
def test_asked_by_name_they_are_as_little_there_as_what_never_was(app, client, public, hidden):
    for names in hidden():
        for _endpoint, address, nothing in hidden_addresses(app, public, names):
            answer, wanted = visit(client, address), visit(client, nothing)
            assert answer.status == wanted.status != 200, address
            assert "geheim" not in answer.beside(names["slug"]), address


def test_there_is_something_that_could_leak(app, client, public, hidden, amt):
    """The same walk as the administration's, which may see it, finds it; so the walk can fail."""
    log_in(app, amt)
    names = hidden()[0]

    seen = [visit(client, address).text for _endpoint, address, _nothing in hidden_addresses(app, public, names)]

    assert len([text for text in seen if "GEHEIM" in text]) > 3


def test_the_walk_goes_past_every_address(app, public):
    walked = {endpoint for endpoint, _address in addresses(app, public)}

    assert walked == {rule.endpoint for rule in rules(app)}
    assert len(walked) > 90
