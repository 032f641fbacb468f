"""Who can log in at the demonstration. A real portal asks its own login."""

import re
import unicodedata

MAILBOXES = "musterportal.example"
"""A name that no mail server in the world answers to: what is sent reaches nobody."""

PEOPLE = {
    person["id"]: person
    for person in (
        {"id": "anna", "name": "Linde 12", "roles": frozenset()},
        {"id": "mehmet", "name": "Erle 7", "roles": frozenset()},
        {"id": "kim", "name": "Kim Yıldız", "roles": frozenset({"moderation"})},
        {"id": "mo", "name": "Mo Berger", "roles": frozenset({"moderation"})},
        {"id": "amt", "name": "Amt für Grün", "roles": frozenset({"administration"})},
        {"id": "bv", "name": "Robin Brand", "roles": frozenset({"bezirksvertretung"}), "bezirk": 2},
        {"id": "sevim", "name": "Sevim Aydın", "roles": frozenset({"bezirksvertretung"}), "bezirk": 2},
        {"id": "bm", "name": "Mika Brandt", "roles": frozenset({"bezirksvertretung"}), "bezirk": 1},
        {"id": "gs", "name": "Gesa Steller", "roles": frozenset({"geschaeftsstelle"}), "bezirk": 2},
    )
}


def members_of(gremium):
    """Who sits in an elected body, and the language in which they are told what concerns the whole city."""
    return [
        (person["id"], "de")
        for person in PEOPLE.values()
        if "bezirksvertretung" in person["roles"] and gremium == f"bv-{person['bezirk']}"
    ]


def address_of(person_id):
    """Where somebody of the demonstration gets mail: ``demo:Linde 12`` at linde-12@musterportal.example."""
    known, name = PEOPLE.get(person_id), person_id.removeprefix("demo:")
    if known is None and name == person_id:
        return None  # an account or a guest has an address of its own
    plain = unicodedata.normalize("NFKD", known["name"] if known else name).encode("ascii", "ignore").decode().lower()
    return f"{re.sub(r'[^a-z0-9]+', '-', plain).strip('-') or 'jemand'}@{MAILBOXES}"
