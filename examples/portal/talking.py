"""A lively talk for the demonstration: many voices, long threads, support, changes, somebody who takes it back.

All sentences are made up here, put together from parts, so that pages, order and balance have something to show.
"""

from datetime import timedelta

from sqlalchemy import select

from beteiligung.beitrag import actions, supporting
from beteiligung.beitrag.models import Beitrag, Stance, Visibility
from beteiligung.identity import Person

TREES = ("Ahorn", "Birke", "Eibe", "Erle", "Hasel", "Kiefer", "Linde", "Ulme", "Weide", "Buche")
OPENINGS = {
    Stance.PRO: (
        "Das wird Zeit, ich freue mich darauf.",
        "Gut, dass das endlich angepackt wird.",
        "Ich bin dafür, und meine Nachbarn sind es auch.",
        "Als Großvater von drei Enkeln sage ich: ja.",
        "Für mich ist das der richtige Ort.",
    ),
    Stance.CONTRA: (
        "Ich halte das an dieser Stelle für falsch.",
        "So, wie es hier steht, bin ich dagegen.",
        "Das Geld fehlt anderswo dringender.",
        "Vor meiner Tür wird es dadurch lauter.",
        "Bitte erst reparieren, was schon da ist.",
    ),
    Stance.NEUTRAL: (
        "Ich kann beide Seiten verstehen.",
        "Mir fehlt noch eine Zahl, um mich zu entscheiden.",
        "Es kommt darauf an, wie es gemacht wird.",
        "Wichtig ist mir vor allem, dass es fertig wird.",
    ),
    Stance.QUESTION: (
        "Kommt man dort auch mit dem Rollstuhl hin?",
        "Wer pflegt das in fünf Jahren?",
        "Wie lange wird gebaut?",
        "Was passiert mit den alten Bäumen?",
        "Gibt es abends genug Licht?",
    ),
}
REASONS = (
    "Der Weg zur Schule führt genau hier vorbei, und morgens ist es eng.",
    "Im Sommer gibt es auf dem ganzen Stück keinen Schatten.",
    "Zwei Bänke mehr würden vielen Älteren helfen, die hier einkaufen gehen.",
    "Nach Regen steht das Wasser tagelang auf dem Weg.",
    "Mit dem Kinderwagen komme ich an der Ecke nicht vorbei.",
    "Abends meide ich die Stelle, weil die Laternen zu weit auseinander stehen.",
    "Die Busse halten dort alle zehn Minuten, das sollte man mitdenken.",
    "Früher war hier ein Treffpunkt für den ganzen Ortsteil.",
    "Ein Zaun würde reichen, mehr braucht es nicht.",
    "Die Anwohner sollten den Schlüssel für den Wasserhahn bekommen.",
    "Im Herbst liegt das Laub so hoch, dass niemand den Bordstein sieht.",
    "Bitte denkt auch an die, die nachts arbeiten und tagsüber schlafen.",
    "Am Wochenende parken dort Autos auf dem Gehweg.",
)
WISHES = (
    "Mein Vorschlag:\n\n- erst den Boden erneuern\n- dann pflanzen\n- zuletzt die Bänke aufstellen",
    "Das Wichtigste: *bitte mit den Leuten vor Ort reden*, bevor der Bagger kommt.",
    "Dazu hätte ich gern einen Plan, den man auch auf dem Telefon lesen kann.",
    "",
    "",
)
ANSWERS = (
    "Das sehe ich genauso.",
    "Da muss ich widersprechen: Bei uns ist es anders herum.",
    "Guter Gedanke, daran hatte ich nicht gedacht.",
    "Woher haben Sie das?",
    "Können wir uns darauf einigen, erst einmal zu zählen?",
    "Ich wohne gegenüber und kann das bestätigen.",
    "Dann lieber die kleine Lösung als gar keine.",
)
CITY = "Danke für die Frage. Wir nehmen sie in die Planung auf und schreiben hier, sobald die Antwort feststeht."
AMT = Person(id="demo:amt", name="Amt für Grün")
THREADS = 64


class Talker:
    """Fills the talk of one open Vorhaben; run again, it leaves alone what is there."""

    def __init__(self, session, now):
        self.session, self.now = session, now

    def fill(self, vorhaben):
        """Add the voices, unless they have spoken here before. Says how many."""
        here = select(Beitrag.id).where(Beitrag.vorhaben_id == vorhaben.id, Beitrag.author_id.like("demo:talk:%"))
        if self.session.scalar(here.limit(1)) is not None:
            return 0
        roots = [self._say(vorhaben, number) for number in range(THREADS)]
        for number, root in enumerate(roots):
            self._answer(vorhaben, root, number)
        self._life(vorhaben, roots)
        return THREADS

    def _say(self, vorhaben, number):
        stance = (Stance.PRO, Stance.CONTRA, Stance.PRO, Stance.QUESTION, Stance.NEUTRAL)[number % 5]
        openings = OPENINGS[stance]
        parts = (
            openings[number // 5 % len(openings)],
            REASONS[number * 5 % len(REASONS)],
            WISHES[number * 3 % len(WISHES)],
        )
        body = "\n\n".join(filter(None, (" ".join(parts[:2]), parts[2])))
        return self._store(vorhaben, number, stance, body, self.now - timedelta(hours=7 * (THREADS - number)))

    def _answer(self, vorhaben, root, number):
        """Some are answered once, some often, one down to the seventh level."""
        many = 26 if number == 60 else (0, 1, 0, 3, 2)[number % 5]
        parent = root
        for index in range(many):
            at = parent.submitted_at + timedelta(minutes=11 + 5 * index)
            deep = number % 10 == 3 or (number == 60 and index >= 20)
            parent = self._store(
                vorhaben,
                number * 3 + index + 1,
                Stance.NEUTRAL,
                ANSWERS[(number + index) % len(ANSWERS)],
                min(at, self.now - timedelta(minutes=2)),
                parent=parent if deep else root,
            )
        if number % 20 == 3:
            at = min(root.submitted_at + timedelta(hours=5), self.now)
            self._store(vorhaben, number, Stance.NEUTRAL, CITY, at, parent=root, author=AMT)

    def _life(self, vorhaben, roots):
        """People support, one changes a word, one takes it back."""
        for number, root in enumerate(roots):
            for index in range(number * 7 % 19 if number % 3 else 0):
                supporting.support(self.session, root, Person(f"demo:s{index}", "x"), now=self.now)
        changed, gone = roots[-2], roots[-4]
        author = Person(changed.author_id, changed.author_name)
        actions.edit(
            self.session,
            changed,
            author,
            stance=changed.stance,
            body=f"{changed.body}\n\nNachtrag: Ich habe noch einmal gezählt.",
            now=changed.submitted_at + timedelta(minutes=4),
            window=timedelta(minutes=15),
            at_once=True,
        )
        self._store(vorhaben, 7, Stance.NEUTRAL, "Schade, ich hätte gern darauf geantwortet.", self.now, parent=gone)
        actions.withdraw(self.session, gone, Person(gone.author_id, gone.author_name), now=self.now)

    def _store(self, vorhaben, number, stance, body, at, *, parent=None, author=None):
        name = f"{TREES[number % len(TREES)]} {11 + number * 3 % 80}"
        beitrag = Beitrag(
            vorhaben=vorhaben,
            parent=parent,
            root_id=(parent.root_id or parent.id) if parent else None,
            depth=parent.depth + 1 if parent else 0,
            author_id=author.id if author else f"demo:talk:{name}",
            author_name=author.name if author else name,
            bezirk_number=None if author or number % 4 == 1 else (1, 1, 2, 1, 2, 5, 1, 2)[number % 8],
            is_official=author is not None,
            stance=stance,
            body=body,
            visibility=Visibility.PUBLISHED,
            submitted_at=at,
            published_at=at,
        )
        self.session.add(beitrag)
        self.session.flush()
        return beitrag
