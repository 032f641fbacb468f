"""Every page in every state that a person can meet: how to get there."""

from .visitor import follow

WRONG = {"body": "x" * 5001}


def _page(path, status=200, user=None):
    """A page that an address leads to; ``{open}`` and the like name a sample."""

    def reach(visitor, samples):
        if user:
            visitor.log_in(user)
        slugs = {
            name: getattr(samples, name)
            for name in ("open", "decided", "citywide", "delayed", "silent", "tag")
            if f"{{{name}}}" in path
        }
        visitor.open(path.format(**slugs), status)

    return reach


def _reply(visitor, samples):
    visitor.log_in("anna")
    slug = samples.open
    visitor.open(f"vorhaben/{slug}/antworten/{samples.published_in(slug)}")


def _form_with_errors(visitor, samples):
    visitor.log_in("anna")
    page = visitor.open(f"vorhaben/{samples.open}")
    page.fill("textarea[name=body]", WRONG["body"])
    visitor.expect(400)
    follow(page.locator("#schreiben form [type=submit]"))
    page.locator(".bt-errors").wait_for()


def _reply_with_errors(visitor, samples):
    _reply(visitor, samples)
    visitor.expect(400)
    follow(visitor.page.locator(".bt-form [type=submit]"))
    visitor.page.locator(".bt-errors").wait_for()


def _closed_while_writing(visitor, samples):
    visitor.log_in("anna")
    slug = samples.open
    page = visitor.open(f"vorhaben/{slug}")
    page.fill("textarea[name=body]", "Das habe ich lange überlegt.")
    page.check("input[value=contra]")
    visitor.expect(409)
    with samples.closed(slug):
        follow(page.locator("#schreiben form [type=submit]"))
        page.locator(".bt-kept").wait_for()


def _empty_inbox(visitor, samples):
    samples.empty_inbox()
    _page("moderation", user="kim")(visitor, samples)


def _full_inbox(visitor, samples):
    samples.wait_in_inbox("Bitte mehr Bänke.", "Und Licht am Weg, <b>bitte</b>.")
    _page("moderation", user="kim")(visitor, samples)


def _hide_without_reason(visitor, samples):
    _full_inbox(visitor, samples)
    visitor.expect(400)
    follow(visitor.page.locator("form[action$=verbergen] [type=submit]"))
    visitor.page.locator(".bt-errors").wait_for()


def _open_map(visitor, samples):
    visitor.open("vorhaben")
    visitor.page.locator("#karte .bt-act").first.click()
    visitor.page.locator(".bt-map__live").wait_for()


def _open_popup(visitor, samples):
    _open_map(visitor, samples)
    visitor.page.locator(".leaflet-marker-icon").last.press("Enter")
    visitor.page.locator(".bt-popup").wait_for()


def _open_menu(visitor, samples):
    visitor.open("vorhaben")
    visitor.page.locator(".bt-pill--long summary").first.click()


def _edit(visitor, samples):
    visitor.log_in("amt")
    visitor.open("verwaltung/vorhaben?ablage=oeffentlich")
    visitor.open(visitor.page.locator("main ol h3 a, .bt ol.bt-lines h3 a").first.get_attribute("href"))


def _edit_wrongly(visitor, samples):
    _edit(visitor, samples)
    visitor.page.fill("#start", "bald")
    visitor.page.fill("#cost_amount", "viel")
    visitor.expect(400)
    visitor.page.locator("#vorhaben [type=submit]").last.click()
    visitor.page.locator(".bt-errors").wait_for()


def _edit_at_once(visitor, samples):
    _edit(visitor, samples)
    page = visitor.page
    page.fill("#office", "Mein Amt")
    page.evaluate("document.querySelector('#seen-vorhaben').value = 'older'")
    visitor.expect(409)
    page.locator("#vorhaben [type=submit]").last.click()
    page.locator("#beide").wait_for()


def _preview(visitor, samples):
    _edit(visitor, samples)
    visitor.open(visitor.page.locator("a[href$=vorschau]").get_attribute("href"))


def _unfold(path):
    """The time chart with its twin in words."""

    def reach(visitor, samples):
        visitor.open(path).locator(".bt-twin > summary").click()

    return reach


def _first_link(path, selector):
    """The page behind the first link of a page."""

    def reach(visitor, samples):
        _page(path)(visitor, samples)
        address = visitor.page.locator(selector).first.get_attribute("href")
        visitor.open(address)

    return reach


PUBLIC = {
    "list": _page("vorhaben"),
    "list, filtered": _page("vorhaben?bezirk=2&mitmachen=1"),
    "list, nothing found": _page("vorhaben?q=xyzzy&bezirk=2"),
    "list, searched": _page("vorhaben?q=wattenscheider"),
    "list, searched with a typo": _page("vorhaben?q=Wattenscheit"),
    "list, page 2": _page("vorhaben?seite=2"),
    "list, city-wide": _page("vorhaben?ort=stadtweit"),
    "list, done": _page("vorhaben?stand=fertig"),
    "list, filter menu": _open_menu,
    "list, movable map": _open_map,
    "list, popup": _open_popup,
    "Vorhaben, open": _page("vorhaben/{open}"),
    "Vorhaben, decided": _page("vorhaben/{decided}"),
    "Vorhaben, city-wide": _page("vorhaben/{citywide}"),
    "Vorhaben, delayed": _page("vorhaben/{delayed}"),
    "Vorhaben, silent": _page("vorhaben/{silent}"),
    "Vorhaben, title like a tag": _page("vorhaben/{tag}"),
    "time": _page("zeit"),
    "time, years, filtered": _page("zeit?schritt=jahr&bezirk=2&stand=alle"),
    "time, in words": _unfold("zeit"),
    "time, nothing found": _page("zeit?q=xyzzy"),
    "time, without a date": _page("zeit/ohne-termin"),
    "near me": _page("nahe"),
    "near me, found": _page("nahe?q=Weitmar&umkreis=2000"),
    "near me, nothing there": _page("nahe?q=Stiepel&umkreis=500"),
    "near me, unknown": _page("nahe?q=Weitmr"),
    "near me, elsewhere": _page("nahe?lat=52.5&lon=13.4"),
    "what became of it": _page("was-wurde-daraus"),
    "what became of it, chapter": _first_link("was-wurde-daraus", "main table th a"),
    "not found": _page("vorhaben/gibt-es-nicht", 404),
    "not allowed": _page("moderation", 403),
}
"""What anybody can reach without a login."""

KNOWN = {
    "Vorhaben, form": _page("vorhaben/{open}", user="anna"),
    "form with errors": _form_with_errors,
    "reply": _reply,
    "reply with errors": _reply_with_errors,
    "closed while writing": _closed_while_writing,
    "administration, agreement": _page("verwaltung/vereinbarung", user="amt"),
    "administration, look after Vorhaben": _page("verwaltung/vorhaben", user="amt"),
    "administration, new Vorhaben": _page("verwaltung/vorhaben/neu", user="amt"),
    "administration, Vorhaben": _edit,
    "administration, Vorhaben with errors": _edit_wrongly,
    "administration, two versions": _edit_at_once,
    "administration, preview": _preview,
    "Vorhaben, versions": _page("vorhaben/{open}/fassungen"),
    "Vorhaben, wish": _page("vorhaben/{silent}", user="anna"),
    "administration, promise": _page("verwaltung/zusagen", user="amt"),
    "inbox, empty": _empty_inbox,
    "inbox": _full_inbox,
    "inbox, hide without a reason": _hide_without_reason,
}
"""What needs a login."""

PORTAL = {"portal, home": _page("/"), "portal, login": _page("/anmelden")}
"""The example portal's own pages, in German only."""

OURS = PUBLIC | KNOWN
EVERY = OURS | PORTAL
EVERY_IN_EACH_LANGUAGE = [(name, lang) for name in OURS for lang in ("de", "de-simple", "en")] + [
    (name, "de") for name in PORTAL
]
