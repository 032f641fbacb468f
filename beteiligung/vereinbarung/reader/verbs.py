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


# Verbs that agreements promise with, mostly without separable prefixes: they tell `und fördern die` from an adjective.
COMMON = words(
    "begegnen widmen dämmen umbauen loben kürzen füllen "
    "abstimmen achten ahnden analysieren arbeiten ausstatten bauen beachten beantragen bearbeiten beauftragen "
    "beenden befreien beginnen begleiten begrenzen begrünen behalten beheben bekommen bekämpfen beleben bemühen "
    "beraten berücksichtigen beschaffen beschleunigen beschließen beseitigen bestärken beteiligen betreiben "
    "bewahren bewerben bewerten beziehen bezuschussen bieten bilden binden bleiben brauchen bremsen bringen "
    "bündeln digitalisieren dringen drängen dämpfen ehren einigen entlasten entscheiden entsiegeln entwickeln "
    "erarbeiten erforschen erfüllen ergänzen erhalten erhöhen erleichtern ermitteln ermutigen ermöglichen "
    "erneuern erproben erreichen errichten ersetzen erstellen erwarten erweitern erwerben eröffnen evaluieren "
    "finanzieren finden fordern fragen fördern führen geben gehen gestalten gewinnen gewähren greifen gründen "
    "halbieren halten handeln helfen holen informieren initiieren installieren investieren kaufen klären kommen "
    "konzipieren koordinieren kämpfen kümmern laden lassen leben legen lehnen leisten lenken lösen machen messen "
    "mieten mindern modernisieren nehmen nutzen nützen optimieren ordnen organisieren orientieren passen "
    "pflanzen pflegen planen professionalisieren prüfen qualifizieren reagieren reden reduzieren regeln reinigen "
    "renovieren retten richten roden rufen räumen sagen sanieren schaffen schauen schließen schonen schreiben "
    "schützen sehen senken setzen sichern sorgen sparen sprechen stabilisieren starten stehen steigern stellen "
    "steuern stiften stoppen streben streichen streiten stärken suchen testen tragen treiben treten tun umsetzen "
    "unterhalten unterstützen untersuchen verankern verbessern verbieten verbinden verdichten verdoppeln "
    "vereinbaren vereinfachen verfolgen vergeben vergrößern vergünstigen verhandeln verhindern verkaufen "
    "verknüpfen verkürzen verlangen verlängern vermeiden vermitteln vernetzen verpachten verpflichten verringern "
    "versorgen verstetigen verstärken verteilen vertiefen verwenden verzichten vorlegen wachsen wahren weisen "
    "wenden werben werten wiederholen wirken wollen wünschen zahlen zeigen ziehen ändern öffnen überarbeiten "
    "überführen übernehmen überprüfen übertragen"
)
# Verbs that hardly stand without a prefix or an object of their own: without it the analysis is not to be trusted.
NEEDS_PREFIX = words(
    "weisen lehnen treten schlagen werten rufen legen stehen nehmen halten streben wirken kommen ziehen"
)


def is_known(word):
    """Whether a word is the plural form, or infinitive, of a common verb, with or without its separable prefix."""
    word = word.rstrip(",")
    return word in COMMON or word.endswith("ieren") or re.sub(rf"^(?:{PREFIXES})(?=\w{{4}})", "", word) in COMMON


def is_infinitive(word):
    """Whether a lower-case word has the shape of an infinitive."""
    return bool(re.fullmatch(r"[a-zäöüß]{2,}(?:en|ern|eln|tun|sein)|tun|sein", word.rstrip(",")))


def particle(words_, verb=""):
    """The index of a separated prefix among the words after a finite verb: the last one, or before a comma; or None."""
    for at, word in enumerate(words_):
        plain = word.rstrip(",")
        ends = at == len(words_) - 1 or word.endswith(",")
        if ends and (plain in SEPARATED or re.fullmatch(PREFIXES, plain)):
            return None if plain == "weiter" and verb not in GOES_ON else at
    return None


GOES_ON = words("führen entwickeln bringen bilden geben leiten denken")
SEPARATED = words("auf an ab mit bei vor nach zu um ein aus fort weiter fest fertig instand infrage zusammen stark vor")
