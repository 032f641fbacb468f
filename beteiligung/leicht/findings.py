"""What the checker says: its rules, each with a reason and what to do instead."""

from typing import NamedTuple

from ..errors import N_

ERROR, HINT = "error", "hint"


class Rule(NamedTuple):
    """One rule.

    An error breaks what BITV 2.0 asks for and is hardly ever seen wrongly; a hint wants somebody's eyes. ``better`` is
    the suggestion where something better is known.
    """

    severity: str
    explanation: str
    suggestion: str
    better: str = ""


RULES = {
    "LS-LINE": Rule(ERROR, N_("There are several sentences on this line."), N_("Begin a new line for each sentence.")),
    "LS-LEN": Rule(
        ERROR,
        N_("This sentence has %(count)s words. It is too long."),
        N_("At most 12 words. Make two sentences of it."),
    ),
    "LS-ABBR": Rule(ERROR, N_("“%(found)s” is an abbreviation."), N_("Write the words in full: %(better)s.")),
    "LS-SUBJ": Rule(
        ERROR,
        N_("“%(found)s” is a Konjunktiv. Not everybody understands: is it so, or not?"),
        N_("Say what is so. Or write: vielleicht."),
    ),
    "LS-PASS": Rule(
        ERROR,
        N_("“%(found)s” is passive. Who does it?"),
        N_("Say who does it. For instance: Die Stadt baut den Teich."),
    ),
    "LS-SIGN": Rule(
        ERROR, N_("The sign “%(found)s” is hard to read."), N_("Leave it out. Make a sentence of its own.")
    ),
    "LS-ROMAN": Rule(ERROR, N_("“%(found)s” is a Roman number."), N_("Write %(better)s.")),
    "LS-SUB": Rule(
        HINT, N_("A subordinate clause begins here: “%(found)s”."), N_("Make two short sentences. Or ask a question.")
    ),
    "LS-ONE": Rule(HINT, N_("There are two statements in this sentence."), N_("Make a sentence of each.")),
    "LS-GEN": Rule(HINT, N_("“%(found)s” is probably a genitive."), N_("Say it with: von. Or make two sentences.")),
    "LS-NEG": Rule(HINT, N_("“%(found)s” says what is not. That is easily missed."), N_("Say what is so, if you can.")),
    "LS-PAST": Rule(
        HINT, N_("“%(found)s” is a written past tense."), N_("Write as people speak: hat gemacht, ist gekommen.")
    ),
    "LS-WORD": Rule(
        HINT,
        N_("“%(found)s” is a long word."),
        N_("Take a shorter word. Or show its parts with a hyphen."),
        N_("Take a shorter word. Or write: %(better)s."),
    ),
    "LS-HARD": Rule(HINT, N_("“%(found)s” is a hard word."), N_("Easier: %(better)s. Or explain the word.")),
    "LS-CAPS": Rule(
        HINT, N_("“%(found)s” stands in capitals."), N_("Is it an abbreviation? Then explain it. Else write it small.")
    ),
    "LS-NUM": Rule(HINT, N_("The number “%(found)s” is written as a word."), N_("Write the digit: %(better)s.")),
    "LS-BIG": Rule(
        HINT,
        N_("%(found)s is a large number."),
        N_("Is the exact number needed? Else write: viele. Or: fast 1 Million."),
    ),
    "LS-PCT": Rule(
        HINT,
        N_("“%(found)s”: many people do not know percentages."),
        N_("Write for instance: die Hälfte. Or: 1 von 10."),
    ),
    "LS-YEAR": Rule(HINT, N_("The year %(found)s is long ago."), N_("Write for instance: vor vielen Jahren.")),
    "LS-DATE": Rule(
        HINT, N_("The date %(found)s has a month in digits."), N_("Write the month as a word: %(better)s.")
    ),
    "LS-QUOTE": Rule(HINT, N_("Quotation marks disturb many readers."), N_("Leave them out.")),
    "LS-REF": Rule(
        HINT, N_("“%(found)s” points to another place."), N_("Say it here. Or put the link on a line of its own.")
    ),
    "LS-LIST": Rule(HINT, N_("This sentence lists many things."), N_("Make a list: one thing on each line.")),
    "LS-YOU": Rule(HINT, N_("“%(found)s” does not speak to the readers."), N_("Speak to them: Sie.")),
    "LS-SAME": Rule(
        HINT, N_("“%(found)s” and “%(better)s” mean the same here."), N_("Use one word for one thing, always.")
    ),
    "LS-IMAGE": Rule(
        HINT, N_("“%(found)s” is a figure of speech. Some people take it literally."), N_("Say what is meant.")
    ),
    "LS-PAR": Rule(
        HINT, N_("This paragraph has more than 8 lines."), N_("Leave a line empty where a new thought begins.")
    ),
}
"""By id, errors first."""
ORDER = {rule: place for place, rule in enumerate(RULES)}


class Finding(NamedTuple):
    """A place in a text that somebody should look at.

    ``line`` counts from 1, ``start`` and ``end`` are offsets in that line. ``values`` fill the two message ids, so that
    whoever shows them translates: ``_(finding.explanation) % finding.values``.
    """

    rule: str
    line: int
    start: int
    end: int
    values: dict

    @property
    def severity(self):
        return RULES[self.rule].severity

    @property
    def explanation(self):
        return RULES[self.rule].explanation

    @property
    def suggestion(self):
        rule = RULES[self.rule]
        return rule.better if rule.better and "better" in self.values else rule.suggestion

    @property
    def column(self):
        """For people, who count from 1."""
        return self.start + 1
