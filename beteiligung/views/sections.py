"""To which part of the bar at the top a page belongs."""

_BLUEPRINTS = {
    "beteiligung_bezirksvertretung": "beteiligung_bezirksvertretung.gremien",
    "beteiligung_moderation": "beteiligung_moderation.posteingang",
}
_BEGINNINGS = (
    ("beteiligung_administration.abwaeg", "beteiligung_administration.abwaegungen"),
    ("beteiligung_administration.argument", "beteiligung_administration.abwaegungen"),
    ("beteiligung_administration.auflage", "beteiligung_administration.auflagen"),
    ("beteiligung_administration.zusage", "beteiligung_administration.abdeckung"),
    ("beteiligung_administration.", "beteiligung_administration.pflege"),
    ("beteiligung.daraus", "beteiligung.daraus"),
    ("beteiligung.beschluesse", "beteiligung.daraus"),
    ("beteiligung.konto", "beteiligung.konto"),
)


def section_of(endpoint):
    """The endpoint that the bar links to, or ``None`` where a page belongs to none."""
    endpoint = endpoint or ""
    found = (section for beginning, section in _BEGINNINGS if endpoint.startswith(beginning))
    return _BLUEPRINTS.get(endpoint.partition(".")[0]) or next(found, None)
