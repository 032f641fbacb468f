"""German verb forms as a title needs them: participles and `zu` infinitives turned into plain infinitives."""

import re

from .lexicon import words

PREFIXES = (
    "zusammen|weiter|vorwärts|voran|voraus|wieder|zurück|hinweg|heraus|hervor|herbei|herunter|hinzu|fertig|"
    "sicher|bereit|"
    "bekannt|entgegen|gegenüber|instand|leicht|frei|fest|fort|nach|vor|aus|auf|ein|an|ab|um|zu|bei|mit|durch|"
    "her|hin|los|um|unter|über|"
    "teil|statt|dar|nieder|gut|still|offen|wahr|dicht|gleich|hoch|hinein"
)
STRONG = {
    "halten": "halten",
    "boten": "bieten",
    "schlossen": "schließen",
    "nommen": "nehmen",
    "zogen": "ziehen",
    "hoben": "heben",
    "geben": "geben",
    "lassen": "lassen",
    "tragen": "tragen",
    "laden": "laden",
    "sehen": "sehen",
    "treten": "treten",
    "trieben": "treiben",
    "schrieben": "schreiben",
    "wiesen": "weisen",
    "schnitten": "schneiden",
    "griffen": "greifen",
    "gangen": "gehen",
    "standen": "stehen",
    "funden": "finden",
    "bunden": "binden",
    "wonnen": "winnen",
    "sprochen": "sprechen",
    "brochen": "brechen",
    "troffen": "treffen",
    "worfen": "werfen",
    "holfen": "helfen",
    "worben": "werben",
    "gonnen": "ginnen",
    "schaffen": "schaffen",
    "gossen": "gießen",
    "wogen": "wägen",
    "messen": "messen",
    "bracht": "bringen",
    "dacht": "denken",
    "wandt": "wenden",
    "tan": "tun",
    "nannt": "nennen",
    "schoben": "schieben",
    "laufen": "laufen",
    "rufen": "rufen",
    "schlagen": "schlagen",
    "wachsen": "wachsen",
    "fahren": "fahren",
    "liehen": "leihen",
    "schieden": "scheiden",
    "logen": "lügen",
    "stiegen": "steigen",
    "kommen": "kommen",
    "blieben": "bleiben",
    "fallen": "fallen",
    "fangen": "fangen",
    "lesen": "lesen",
    "stoßen": "stoßen",
    "drungen": "dringen",
    "setzt": "setzen",
    "mieden": "meiden",
}
NATIVE_GE = ("nehmigt", "staltet", "währleistet", "währt", "fährdet")
THIRD_PERSON = {
    "nimmt": "nehmen",
    "gibt": "geben",
    "hält": "halten",
    "lässt": "lassen",
    "trägt": "tragen",
    "sieht": "sehen",
    "spricht": "sprechen",
    "tritt": "treten",
    "fährt": "fahren",
    "läuft": "laufen",
    "hilft": "helfen",
    "wirbt": "werben",
    "schafft": "schaffen",
    "wächst": "wachsen",
    "trifft": "treffen",
    "lädt": "laden",
    "liest": "lesen",
    "fällt": "fallen",
    "hat": "haben",
    "ist": "sein",
    "wird": "werden",
    "steht": "stehen",
    "geht": "gehen",
    "tut": "tun",
}
NO_PARTICIPLES = words(
    "gerecht gesamt gut bereit erst ernst echt erhalt bekannt geeignet beliebt verantwort bewusst gesund"
)
INSEPARABLE = ("be", "er", "ver", "ent", "zer", "miss", "emp", "über", "unter", "wider", "hinter", "durch", "voll")


def from_participle(word):
    """`ausgebaut` → `ausbauen`, `angeboten` → `anbieten`, `erstellt` → `erstellen`; None for what is no participle."""
    if word in NO_PARTICIPLES:
        return None
    native = re.fullmatch(rf"((?:{PREFIXES})?)(ge(?:{'|'.join(NATIVE_GE)}))", word)
    if native:
        return native[1] + _weak(native[2])
    match = re.fullmatch(rf"((?:{PREFIXES})?)ge(\w+)", word) or re.fullmatch(
        rf"((?:{PREFIXES})(?=be|ver|er|ent|zer)|)(\w+)", word
    )
    if not match or len(word) < 5:
        return None
    prefix, stem = match.groups()
    has_ge = match.re.pattern.find(")?)ge(") > 0
    for form, infinitive in STRONG.items():
        if (stem == form and has_ge) or (
            not has_ge and stem.endswith(form) and stem[: -len(form)] in ("", *INSEPARABLE)
        ):
            return prefix + stem[: len(stem) - len(form)] + infinitive
    if stem.endswith("t") and (has_ge or stem.startswith(INSEPARABLE) or stem.endswith("iert") or prefix):
        return prefix + _weak(stem)
    return None


def _weak(stem):
    """`bau-t` → `bauen`, `entwickel-t` → `entwickeln`, `verbesser-t` → `verbessern`, `gestalt-et` → `gestalten`."""
    root = stem[:-1]
    if root.endswith("et") and len(root) > 3:
        return root[:-1] + "ten" if root.endswith("tet") else root[:-2] + "eten"
    if root.endswith("e") and root[-2:-1] in "tdnm":
        return root + "n"
    if root.endswith("ier"):
        return root + "en"
    return root + ("n" if root.endswith(("el", "er")) else "en")


def from_finite(word):
    """`übernimmt` → `übernehmen`, `unterstützt` → `unterstützen`; plural forms are infinitives already."""
    for form, infinitive in THIRD_PERSON.items():
        if word.endswith(form):
            return word[: len(word) - len(form)] + infinitive
    if word.endswith("t") and len(word) > 4:
        return _weak(word)
    return word if re.search(r"(?:en|ern|eln)$", word) else None


def from_zu(words):
    """The words with their last `zu` infinitive made plain: `zu gründen` → `gründen`, `anzubieten` → `anbieten`."""
    if len(words) > 1 and words[-2] == "zu":
        return [*words[:-2], words[-1]]
    last = re.sub(rf"^({PREFIXES}|\w+?)zu(?=\w{{3,}}(?:en|ern|eln|tun)$)", r"\1", words[-1]) if words else ""
    return [*words[:-1], last] if words else words


def joined(verb, rest):
    """A separable verb made whole: `treiben … voran` → `vorantreiben`; (infinitive, words without the prefix)."""
    if rest and re.fullmatch(PREFIXES, rest[-1]):
        return rest[-1] + verb, rest[:-1]
    return verb, rest
