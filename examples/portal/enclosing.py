"""What hangs on the Vorhaben of the demonstration: drawn plans, a page to print, a link."""

from datetime import timedelta

from beteiligung import Person
from beteiligung.attachment import actions, documents, pictures
from beteiligung.attachment.folder import store
from beteiligung.attachment.models import AttachmentKind
from beteiligung.errors import NotTaken
from beteiligung.roles import ADMINISTRATION

from . import drawing, paper

DEMO = Person(id="demo:amt", name="Demonstration", roles=frozenset({ADMINISTRATION}))
DRAWN = {"source": "Demonstration", "licence": "EUPL-1.2"}
PICTURES = {
    "teich-am-bahnhof-wattenscheid": (
        (
            lambda: drawing.pond(long=False),
            "Entwurf A: runder Teich",
            "Lageplan von oben: Unter den Gleisen liegt in der Mitte ein ovaler Teich mit einem Weg rundherum. Links "
            "und rechts stehen je zwei große Linden, von beiden Seiten führt ein Weg zum Ufer.",
        ),
        (
            lambda: drawing.pond(long=True),
            "Entwurf B: langer Teich",
            "Lageplan von oben: Ein langer, geschwungener Teich liegt in der Mitte der Wiese. Ein Weg mit zwei "
            "Bänken führt südlich vorbei, die vier Linden bleiben stehen.",
        ),
    ),
    "radstreifen-castroper-strasse": (
        (
            lambda: drawing.street(behind_kerb=False),
            "Entwurf A: Streifen auf der Fahrbahn",
            "Schnitt durch die Straße: In der Mitte fährt die Straßenbahn, daneben ein Auto. Links und rechts davon "
            "liegt auf der Fahrbahn je ein roter Radstreifen, dann folgen Gehweg, Baum und Haus.",
        ),
        (
            lambda: drawing.street(behind_kerb=True),
            "Entwurf B: Weg hinter dem Bordstein",
            "Schnitt durch die Straße: Die Fahrbahn mit Straßenbahn und Auto ist schmaler. Die roten Radwege liegen "
            "auf beiden Seiten höher, hinter dem Bordstein, neben Gehweg und Baum.",
        ),
    ),
    "schulhof-guennigfeld-entsiegeln": (
        (
            drawing.schoolyard,
            "So kann der Schulhof werden",
            "Plan von oben: Oben steht das Schulgebäude. Davor liegen zwei Wiesen mit acht Bäumen, ein Weg aus Kies "
            "führt in Bögen hindurch, unten rechts ist ein runder Sandplatz.",
        ),
    ),
    "kreisverkehr-kemnader-strasse": (
        (
            drawing.roundabout,
            "Der Kreisverkehr von oben",
            "Plan von oben: Vier Straßen treffen sich in einem kleinen Kreis mit bepflanzter Mitte. An jeder Straße "
            "liegt vor dem Kreis ein Zebrastreifen.",
        ),
    ),
}
EDITABLE = ("teich-am-bahnhof-wattenscheid",)
LINKED = {"teich-am-bahnhof-wattenscheid": ("Startseite der Stadt Bochum", "https://www.bochum.de/")}


class Encloser:
    """Hangs pictures, papers and links on Vorhaben that have none yet."""

    def __init__(self, session, now):
        self.session, self.now = session, now
        self.kept, self.lacking = [], None

    def enclose(self, vorhaben):
        """Everything for one Vorhaben; what somebody hung there is left alone."""
        if vorhaben.attachments:
            return
        for draw, title, alt in PICTURES.get(vorhaben.slug, ()):
            self._picture(vorhaben, draw, {"title": title, "alt": alt, **DRAWN})
        if vorhaben.slug in PICTURES:
            self._papers(vorhaben)
        if vorhaben.slug in LINKED:
            title, url = LINKED[vorhaben.slug]
            self._add(vorhaben, AttachmentKind.LINK, {"title": title, "url": url})

    def _picture(self, vorhaben, draw, words):
        try:
            pictures.check_available()
        except NotTaken as error:
            self.lacking = str(error)
            return
        self._add(vorhaben, AttachmentKind.PICTURE, words, pictures.drawn_anew(draw(), pixels=10_000_000))

    def _papers(self, vorhaben):
        text = next(text for text in vorhaben.texts if text.lang == "de")
        told = [text.summary, *text.description.split("\n\n"), "Diese Seite gehört zu einer Demonstration."]
        page = {"title": "Kurz gefasst, zum Ausdrucken", "source": vorhaben.office}
        self._document(vorhaben, paper.pdf(text.title, told), page)
        if vorhaben.slug in EDITABLE:
            self._document(
                vorhaben, paper.odt(text.title, told), {**page, "title": "Kurz gefasst, zum Weiterschreiben"}
            )

    def _document(self, vorhaben, data, words):
        self._add(vorhaben, AttachmentKind.DOCUMENT, words, documents.checked(data, limit=len(data)))

    def _add(self, vorhaben, kind, words, checked=()):
        kept = store().keep(checked)
        self.kept += kept
        at = self.now - timedelta(days=6)
        actions.add(self.session, vorhaben, DEMO, kind, words, kept, now=at)
