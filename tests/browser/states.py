"""Every page in every state that a person can meet: how to get there."""

import re
from datetime import UTC, datetime, timedelta

from beteiligung.subscription.tokens import Signed, sign
from beteiligung.views import abo_links

from ..attachment.files import picture
from .visitor import follow

ACTIONS = {"bestaetigen": "confirm", "verwalten": "manage", "ende": "end"}
WEIGHED = {
    "published": "neue-gesamtschule-wattenscheid",
    "closed": "linie-309-310-august-bebel-platz",
    "open": "voedestrasse-wattenscheid-umbau",
}
"""Vorhaben of the demonstration by the state of their weighing."""

TALK = f"gremien/bv-2/beratung/{WEIGHED['closed']}"

WRONG = {"body": "x" * 5001}


def _page(path, status=200, user=None):
    """A page that an address leads to; ``{open}`` and the like name a sample."""

    def reach(visitor, samples):
        if user:
            visitor.log_in(user)
        slugs = {
            name: getattr(samples, name)
            for name in ("open", "decided", "citywide", "delayed", "illustrated", "silent", "tag")
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


def _own(path, *, changed=False):
    """A page about what Anna has just written."""

    def reach(visitor, samples):
        slug, number, code = samples.just_written(changed=changed)
        visitor.log_in("anna")
        visitor.open(path.format(slug=slug, number=number, code=code))

    return reach


def _change_with_errors(visitor, samples):
    _own("vorhaben/{slug}/beitrag/{number}/aendern")(visitor, samples)
    visitor.page.fill("textarea[name=body]", WRONG["body"])
    visitor.expect(400)
    follow(visitor.page.locator("main form.bt-form [type=submit]"))
    visitor.page.locator(".bt-errors").wait_for()


def _arrived(visitor, samples):
    """The receipt, right after writing."""
    visitor.log_in("anna")
    page = visitor.open(f"vorhaben/{samples.open}")
    page.check("input[name=stance][value=question]")
    page.fill("textarea[name=body]", f"Wann beginnt der Bau, und um {datetime.now(UTC):%H:%M:%S.%f} Uhr?")
    follow(page.locator("#schreiben form [type=submit]"))
    if page.locator("[name=trotzdem]").count():
        follow(page.locator("#schreiben form [type=submit]"))
    page.locator(".bt-code").wait_for()


def _alike(visitor, samples):
    """Others have said the same: shown before it is sent."""
    slug, *_rest = samples.just_written()
    visitor.log_in("anna")
    page = visitor.open(f"vorhaben/{slug}")
    page.check("input[name=stance][value=pro]")
    page.fill("textarea[name=body]", "Bitte eine Bank.")
    follow(page.locator("#schreiben form [type=submit]"))
    page.locator("[name=trotzdem]").wait_for(state="attached")


def _report_looked_up(visitor, samples):
    """What became of a report, by its code."""
    _reported(visitor, samples)
    code = visitor.page.locator(".bt-code").first.inner_text()
    visitor.open(f"meldungen/{code.strip()}")


def _empty_inbox(visitor, samples):
    samples.empty_inbox()
    _page("moderation", user="kim")(visitor, samples)


def _full_inbox(visitor, samples):
    samples.wait_in_inbox("Bitte mehr Bänke.", "Und Licht am Weg, <b>bitte</b>.")
    _page("moderation", user="kim")(visitor, samples)


def _restrict_without_reason(visitor, samples):
    _full_inbox(visitor, samples)
    visitor.expect(400)
    follow(visitor.page.locator("#einschraenken [type=submit]"))
    visitor.page.locator(".bt-errors").wait_for()


def _report(visitor, samples):
    """The form to report a contribution."""
    visitor.open(f"vorhaben/{samples.open}")
    follow(visitor.page.locator("a[href*='/melden/']").first)


def _report_wrongly(visitor, samples):
    _report(visitor, samples)
    visitor.expect(400)
    follow(visitor.page.locator("main form.bt-form [type=submit]"))
    visitor.page.locator(".bt-errors").wait_for()


def _reported(visitor, samples):
    _report(visitor, samples)
    visitor.page.locator("input[name=category]").last.check()
    visitor.page.fill("#explanation", "Das gehört nicht hierher.")
    visitor.page.wait_for_timeout(3100)  # nobody writes faster
    follow(visitor.page.locator("main form.bt-form [type=submit]"))
    visitor.page.locator(".bt-code").wait_for()


def _statement(visitor, samples):
    """What was decided about Anna's contribution, with her objection."""
    visitor.log_in("anna")
    visitor.open("meine-bescheide")
    follow(visitor.page.locator("main .bt-lines a").last)


def _behind_the_case(selector):
    """A page that a link in the reported case leads to."""

    def reach(visitor, samples):
        _page("moderation?ablage=gemeldet", user="kim")(visitor, samples)
        follow(visitor.page.locator(selector).first)

    return reach


def _open_map(visitor, samples):
    visitor.open("vorhaben")
    visitor.page.locator("#karte .bt-act").first.click()
    visitor.page.locator(".bt-map__live").wait_for()


def _open_popup(visitor, samples):
    _open_map(visitor, samples)
    alone = visitor.page.locator(".bt-live:not(.bt-live--many, .is-cut)")
    while not alone.count():  # on a narrow map all may stand gathered
        visitor.page.locator(".leaflet-control-zoom-in:not(.leaflet-disabled)").click(timeout=5000)
        visitor.page.wait_for_timeout(400)
    alone.last.press("Enter")
    visitor.page.locator(".bt-popup").wait_for()


def _open_menu(visitor, samples):
    visitor.open("vorhaben")
    visitor.page.locator(".bt-pill--long summary").first.click()


def _open_menu_of(*words):
    """A filter menu with a form, by its word in one of our languages."""

    def reach(visitor, samples):
        visitor.open("vorhaben")
        summary = visitor.page.locator("#filter .bt-pill--form summary")
        summary.filter(has_text=re.compile("|".join(words))).first.click()

    return reach


def _follow_map(visitor, samples):
    _open_map(visitor, samples)
    with visitor.page.expect_response(lambda answer: "/vorhaben?bbox=" in answer.url):
        visitor.page.locator(".leaflet-control-zoom-in").click()
    visitor.page.wait_for_url("**bbox=**")


def _edit(visitor, samples):
    visitor.log_in("amt")
    visitor.open("verwaltung/vorhaben?ablage=oeffentlich")
    visitor.open(visitor.page.locator("main ol h3 a, .bt ol.bt-lines h3 a").first.get_attribute("href"))


def _places(visitor, samples):
    _edit(visitor, samples)
    visitor.open(visitor.page.locator("a[href$='/orte']").get_attribute("href"))


def _places_found(visitor, samples):
    _places(visitor, samples)
    visitor.page.fill("#wanted", "Rathaus")
    visitor.page.locator("button[value=suchen]").click()
    visitor.page.locator("[role=status]").first.wait_for()


def _places_wrong(visitor, samples):
    _places(visitor, samples)
    visitor.page.fill("#places-0-point", "hier")
    visitor.expect(400)
    visitor.page.locator("button[value=speichern]").click()
    visitor.page.locator(".bt-errors").wait_for()


def _edit_wrongly(visitor, samples):
    _edit(visitor, samples)
    visitor.page.fill("#start", "bald")
    visitor.page.fill("#cost_amount", "viel")
    visitor.expect(400)
    visitor.page.locator("#vorhaben [type=submit]").last.click()
    visitor.page.locator(".bt-errors").wait_for()


def _easy_checked(visitor, samples):
    _edit(visitor, samples)
    page = visitor.page
    easy = page.locator("input[value='de-simple'][name^=texts]").get_attribute("name").removesuffix("-lang")
    page.evaluate("document.querySelectorAll('#sprachen details').forEach(one => { one.open = true })")
    page.fill(f"[name={easy}-title]", "Der Teich")
    page.fill(f"[name={easy}-description]", "Am Bahnhof ist eine Wiese.\nDer Teich wird von der Stadt gebaut.")
    page.locator("button[name=pruefen]").click()
    page.locator("#leicht .bt-lint").first.wait_for()


def _edit_at_once(visitor, samples):
    _edit(visitor, samples)
    page = visitor.page
    page.fill("#office", "Mein Amt")
    page.evaluate("document.querySelector('#seen-vorhaben').value = 'older'")
    visitor.expect(409)
    page.locator("#vorhaben [type=submit]").last.click()
    page.locator("#beide").wait_for()


def _attachments(*steps):
    """The pictures, documents and links of a Vorhaben, or a page behind a link there."""

    def reach(visitor, samples):
        visitor.log_in("amt")
        page = visitor.open(f"verwaltung/vorhaben/{samples.id_of(samples.illustrated)}/anlagen")
        for selector in steps:
            follow(page.locator(selector).first)

    return reach


def _picture_without_words(visitor, samples):
    _attachments("a[href$='/neu/bild']")(visitor, samples)
    page = visitor.page
    page.set_input_files("#file", {"name": "plan.jpg", "mimeType": "image/jpeg", "buffer": picture()})
    visitor.expect(400)
    follow(page.locator("#anlage [type=submit]"))
    page.locator(".bt-errors").wait_for()
    page.locator("#file-kept").wait_for()


def _weighing(slug, *more):
    """The weighing of a Vorhaben, or a page behind it."""

    def reach(visitor, samples):
        visitor.log_in("amt")
        page = visitor.open(f"verwaltung/vorhaben/{samples.id_of(slug)}/abwaegung")
        page.locator("details.bt-fold").evaluate_all("folds => folds.forEach((fold) => { fold.open = true; })")
        for selector in more:
            follow(page.locator(selector).first)

    return reach


def _weighing_refused(visitor, samples):
    _weighing(WEIGHED["open"])(visitor, samples)
    visitor.expect(400)
    follow(visitor.page.locator("#beitraege .bt-box [type=submit]"))
    visitor.page.locator(".bt-errors").wait_for()


def _entering(visitor, samples):
    visitor.log_in("amt")
    return visitor.open(f"verwaltung/vorhaben/{samples.id_of(WEIGHED['open'])}/eintragen")


def _entering_with_errors(visitor, samples):
    page = _entering(visitor, samples)
    page.fill("#said_on", "bald")
    visitor.expect(400)
    follow(page.locator("#eintragen [type=submit]"))
    page.locator(".bt-errors").wait_for()


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


def _wrong_address(visitor, samples):
    page = visitor.open("abonnieren?vorhaben=" + samples.open)
    page.fill("input[name=address]", "linde")
    visitor.expect(400)
    follow(page.locator(".bt-form [type=submit]"))
    page.locator(".bt-errors").wait_for()


def _by_link(what):
    """A page to which only a mail leads."""

    def reach(visitor, samples):
        now = datetime.now(UTC)
        signed, until = Signed(samples.follower(pending=what == "bestaetigen")), now + timedelta(days=1)
        with visitor.portal.app.app_context():
            token = sign(abo_links.keys(), ACTIONS[what], signed, until=None if what == "ende" else until)
        visitor.open(f"abo/{what}/{token}")

    return reach


def _confirmed(visitor, samples):
    _by_link("bestaetigen")(visitor, samples)
    follow(visitor.page.locator("main form [type=submit], .bt form [type=submit]").last)
    visitor.page.locator("h1").wait_for()


def _decision_with_errors(visitor, samples):
    _page("gremien/bv-2/beschluesse/neu/linie-309-310-august-bebel-platz", user="gs")(visitor, samples)
    visitor.page.fill("#yes", "viele")
    visitor.expect(400)
    follow(visitor.page.locator("button[value=speichern]").last)
    visitor.page.locator(".bt-errors").wait_for()


def _talk_with_errors(visitor, samples):
    _page(TALK, user="bv")(visitor, samples)
    visitor.expect(400)
    follow(visitor.page.locator("#wort form.bt-form [type=submit]"))
    visitor.page.locator(".bt-errors").wait_for()


def _first_of(path, selector, user):
    """The page behind the first link of a page that needs a login."""

    def reach(visitor, samples):
        _page(path, user=user)(visitor, samples)
        visitor.open(visitor.page.locator(selector).first.get_attribute("href"))

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
    "list, part of the map": _page(
        "vorhaben?bbox=7.13,51.44,7.2,51.5&von=2026&bis=2030&wo=Wattenscheid&reihenfolge=name"
    ),
    "list, empty part of the map": _page("vorhaben?bbox=6,50,6.1,50.1"),
    "list, followed map": _follow_map,
    "list, time menu": _open_menu_of("Wann", "When", "Zeit"),
    "list, place menu": _open_menu_of("Ort", "Place"),
    "notices": _page("aushang"),
    "notice": _page("aushang/bochum-wattenscheid"),
    "hard words": _page("woerter"),
    "sign language": _page("gebaerdensprache"),
    "Vorhaben, open": _page("vorhaben/{open}"),
    "Vorhaben, decided": _page("vorhaben/{decided}"),
    "list, framed": _page("vorhaben?embed=1&bezirk=2"),
    "Vorhaben, framed": _page("vorhaben/{open}?embed=1"),
    "talk": _page("vorhaben/{open}/gespraech"),
    "talk, most supported": _page("vorhaben/{open}/gespraech?ordnung=unterstuetzt"),
    "talk, searched": _page("vorhaben/{open}/gespraech?haltung=frage&q=Licht"),
    "talk, nothing found": _page("vorhaben/{open}/gespraech?q=xyzzy"),
    "talk, who says what": _page("vorhaben/{open}/stimmen"),
    "contribution": _first_link("vorhaben/{open}/gespraech", ".bt-say header a"),
    "receipt": _page("quittung"),
    "receipt, unknown": _page("quittung?nummer=ABCD", 404),
    "Vorhaben, city-wide": _page("vorhaben/{citywide}"),
    "Vorhaben, delayed": _page("vorhaben/{delayed}"),
    "Vorhaben, pictures and documents": _page("vorhaben/{illustrated}"),
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
    "follow a search": _page("abonnieren?bezirk=2&mitmachen=1"),
    "follow, wrong address": _wrong_address,
    "follow, on its way": _page("abonnieren/unterwegs"),
    "follow, confirm": _by_link("bestaetigen"),
    "follow, manage": _by_link("verwalten"),
    "follow, end": _by_link("ende"),
    "follow, confirmed": _confirmed,
    "follow, ask for the link": _page("abos"),
    "what became of it": _page("was-wurde-daraus"),
    "what became of it, chapter": _first_link("was-wurde-daraus", "main table th a"),
    "report": _report,
    "report with errors": _report_wrongly,
    "report has arrived": _reported,
    "report, looked up": _report_looked_up,
    "code": _page("meldungen"),
    "rules of the house": _page("hausregeln"),
    "contact": _page("kontakt"),
    "how to take part": _page("so-geht-mitmachen"),
    "data protection": _page("datenschutz"),
    "accessibility": _page("barrierefreiheit"),
    "report a barrier": _page("barriere-melden"),
    "figures of moderation": _page("zahlen"),
    "decisions": _page("beschluesse"),
    "decisions of one body": _page("beschluesse/bv-2"),
    "decisions, nothing fits": _page("beschluesse/bv-3?stand=ueberfaellig"),
    "Vorhaben with a decision": _page("vorhaben/neue-gesamtschule-wattenscheid"),
    "weighing": _page(f"vorhaben/{WEIGHED['published']}/abwaegung"),
    "not found": _page("vorhaben/gibt-es-nicht", 404),
    "not allowed": _page("moderation", 403),
}
"""What anybody can reach without a login."""

KNOWN = {
    "receipt, found": _own("quittung?nummer={code}"),
    "contribution, what was changed": _own("vorhaben/{slug}/beitrag/{number}/fassungen", changed=True),
    "Vorhaben, form": _page("vorhaben/{open}", user="anna"),
    "form with errors": _form_with_errors,
    "reply": _reply,
    "reply with errors": _reply_with_errors,
    "closed while writing": _closed_while_writing,
    "administration, agreement": _page("verwaltung/vereinbarung", user="amt"),
    "administration, look after Vorhaben": _page("verwaltung/vorhaben", user="amt"),
    "administration, texts in other languages": _page("verwaltung/texte?sprache=en&was=fehlt", user="amt"),
    "administration, an argument in English": _first_of(
        "verwaltung/texte?sprache=en&was=fehlt", "#weiteres ol a", "amt"
    ),
    "administration, new Vorhaben": _page("verwaltung/vorhaben/neu", user="amt"),
    "administration, Vorhaben": _edit,
    "administration, Vorhaben with errors": _edit_wrongly,
    "administration, easy text with findings": _easy_checked,
    "administration, two versions": _edit_at_once,
    "administration, preview": _preview,
    "administration, weighings": _page("verwaltung/abwaegungen", user="amt"),
    "administration, weighing with gaps": _weighing(WEIGHED["open"]),
    "administration, weighing refused": _weighing_refused,
    "administration, weighing closed": _weighing(WEIGHED["closed"]),
    "administration, weighing published": _weighing(WEIGHED["published"]),
    "administration, argument": _weighing(WEIGHED["open"], "#argumente details a[href*='/argument/']"),
    "administration, new argument": _weighing(WEIGHED["open"], "#argumente a[href$='/argument']"),
    "administration, proposal": _weighing(WEIGHED["open"], "a[href$='/gesamt']"),
    "administration, enter contributions": _entering,
    "administration, enter contributions with errors": _entering_with_errors,
    "administration, places": _places,
    "administration, places, found": _places_found,
    "administration, places with errors": _places_wrong,
    "administration, pictures and documents": _attachments(),
    "administration, add a picture": _attachments("a[href$='/neu/bild']"),
    "administration, picture without words": _picture_without_words,
    "administration, change a document": _attachments("#dokumente ~ ol h3 a"),
    "administration, withdraw a picture": _attachments("a[href$='/zurueckziehen']"),
    "Vorhaben, versions": _page("vorhaben/{open}/fassungen"),
    "Vorhaben, wish": _page("vorhaben/{silent}", user="anna"),
    "administration, promise": _page("verwaltung/zusagen", user="amt"),
    "administration, conditions": _page("verwaltung/auflagen", user="amt"),
    "administration, condition": _first_of("verwaltung/auflagen", "ol.bt-lines h2 a", "amt"),
    "bodies": _page("gremien", user="gs"),
    "desk of a body": _page("gremien/bv-2?neu=alle&stadtweit=alle", user="bv"),
    "desk of another body": _page("gremien/bv-2", user="bm"),
    "internal talk": _page(TALK, user="bv"),
    "internal talk with errors": _talk_with_errors,
    "internal talk, for the office": _page(TALK, user="gs"),
    "internal talk, make public": _page(f"{TALK}/oeffnen", user="gs"),
    "questions of bodies": _page("anfragen?amt=", user="amt"),
    "question of a body": _first_of("anfragen?amt=", "ol.bt-lines h3 a", "amt"),
    "dossier": _page(f"dossier/{WEIGHED['published']}", user="bv"),
    "dossier, still being weighed": _page(f"dossier/{WEIGHED['open']}", user="bv"),
    "session packs": _page("gremien/bv-2/mappen", user="bv"),
    "session pack": _first_of("gremien/bv-2", "header a[href*='/mappen/']", "bv"),
    "meetings": _page("gremien/bv-2/sitzungen", user="gs"),
    "meeting": _first_of("gremien/bv-2/sitzungen", "ol.bt-lines h3 a", "gs"),
    "which Vorhaben was decided on": _page("gremien/bv-2/beschluesse/neu", user="gs"),
    "record a decision": _page("gremien/bv-2/beschluesse/neu/linie-309-310-august-bebel-platz", user="gs"),
    "record a decision, with errors": _decision_with_errors,
    "inbox, empty": _empty_inbox,
    "inbox": _full_inbox,
    "inbox, reported": _page("moderation?ablage=gemeldet", user="kim"),
    "inbox, objection": _page("moderation?ablage=widerspruch", user="kim"),
    "inbox, waits for an answer": _page("moderation?ablage=antwort&alter=1", user="kim"),
    "inbox, answer for the city": _behind_the_case("#antworten"),
    "inbox, warn or block": _behind_the_case("a[href*='/person']"),
    "inbox, log": _page("moderation/protokoll", user="kim"),
    "inbox, templates": _page("moderation/vorlagen", user="kim"),
    "decision": _statement,
    "change a contribution": _own("vorhaben/{slug}/beitrag/{number}/aendern"),
    "change a contribution, with errors": _change_with_errors,
    "withdraw a contribution": _own("vorhaben/{slug}/beitrag/{number}/zurueckziehen"),
    "contribution has arrived": _arrived,
    "others have said the same": _alike,
    "my account": _page("konto", user="anna"),
    "my data": _page("konto/daten", user="anna"),
    "delete my data": _page("konto/loeschen", user="anna"),
    "my decisions": _page("meine-bescheide", user="anna"),
    "inbox, restrict without a reason": _restrict_without_reason,
}
"""What needs a login."""

PORTAL = {"portal, home": _page("/"), "portal, login": _page("/anmelden")}
"""The example portal's own pages; a visitor's browser asks for German."""

OURS = PUBLIC | KNOWN
EVERY = OURS | PORTAL
