"""What a sentence commits to: promise, intent, examine, demand, continue; or only review, stance, description."""

import re
from dataclasses import dataclass

from .lexicon import words
from .mainclause import main_clause

EXAMINE = re.compile(
    r"\b(?:prüfen|prüft|geprüft|prüfe|prüfung|prüfauftrag|zu prüfen|überprüft|überprüfen|untersuch(?:en|t)|ausloten|"
    r"sondieren|erwägen|begutachten|auszuloten|zu untersuchen|zu klären|klären,? ob|abzuwägen|"
    r"machbarkeitsstudien?|machbarkeitsuntersuchung|bedarfsanalysen?|potenzialanalysen?|potentialanalysen?|"
    r"nutzenanalysen?|wirtschaftlichkeitsuntersuchung|bedarfs-)\b|\bverfolgen,? (?:ob|inwie)|"
    r"\binwieweit\b.{0,80}\bkann\b",
    re.I,
)
EXAMINE_WORDS = re.compile(r"\b(?:ob|inwieweit|inwiefern)\b", re.I)
CONTINUE = re.compile(
    r"\b(?:fort(?:zu)?(?:setzen|führen)|fort(?:ge)?(?:setzt|führt)|fortgeführt|fortgesetzt|"
    r"weiter(?:zu)?führen|weitergeführt|"
    r"beibehalten|beizubehalten|aufrecht(?:zu)?erhalten|festhalten|festzuhalten|erhalten bleiben|bestehen bleiben|"
    r"weiterbetreiben|weiterbetrieben|bewahren|fortbestand|fortbestehen|verstetigen|verstetigt)\b"
    r"|\bhalten (?:\w+ ){0,4}an\b.{0,160}\bfest\b|\bführen\b.{0,160}\b(?:fort|weiter)\b|\bsetzen\b.{0,160}\bfort\b"
    r"|\bbehalten\b.{0,160}\bbei\b|\bstehen (?:\w+ ){0,4}(?:auch in zukunft|weiterhin|auch künftig) (?:zu|zur|zum)\b"
    r"|\bbleib(?:t|en) (?:\S+ ){0,8}?(?:erhalten|bestehen|stabil|unverändert|kostenlos|kostenfrei|"
    r"gebührenfrei|beitragsfrei|unangetastet|"
    r"in (?:städtischer|kommunaler|öffentlicher) hand)\b",
    re.I,
)
KEEP_ON = re.compile(
    r"\b(?:weiter|weiterhin|auch weiterhin|auch künftig|auch in zukunft|unverändert|wie bisher)\b[^,;]{0,90}?"
    r"\b(?:unterstütz\w+|förder\w+|gefördert|bezuschuss\w+|finanzier\w+|bleiben|sein|gewähr\w+|angeboten|"
    r"sichern|begleiten|bereitstellen)\b"
    r"|\b(?:förder\w*|unterstütz\w*|bezuschuss\w*|finanzier\w*) (?:\w+ ){0,3}(?:weiterhin|auch künftig)\b",
    re.I,
)
DEMAND = re.compile(r"\b(?:erwarten|fordern|verlangen|erwartet|fordert|appellieren|appelliert)\b(?! wir uns)", re.I)
OTHERS_MUST = re.compile(
    r"\b(?:land(?:esregierung|tag)?|bund(?:esregierung|estag)?|eu|europäische union|regierung)\b"
    r"(?: \w+){0,2} (?:muss|müssen|soll|sollen|ist gefordert|sind gefordert|steht in der pflicht)\b"
    r"|\b(?:muss|müssen|soll|sollen|sind|ist) (?:der |das |die )?(?:bund|land|landesregierung|bundesregierung)\b",
    re.I,
)
INTENT = re.compile(
    r"\b(?:wollen|will|möchten|möchte|sollen|soll|sollten|sollte|müssen|muss|dürfen|darf|wünschen|wünscht|"
    r"brauchen|bedarf|"
    r"benötigen|benötigt|plädieren|befürworten|befürwortet|beabsichtig\w+|anstreben|anzustreben|angestrebt|"
    r"planen|gewillt|bemühen|bemüht)\b"
    r"|\b(?:gilt es|es gilt|gilt auch|ist es(?: \w+){0,3} ziel|haben das ziel|haben zum ziel|"
    r"hat (?:sich )?das ziel|haben sich das ziel|"
    r"verfolg\w+ (?:weiter )?das ziel|unser ziel|ziel ist|ziel bleibt|das ziel|kommt es darauf an|"
    r"kommt darauf an|erstrebenswert|"
    r"liegt (?:es )?auch im interesse|es liegt im interesse|ist (?:\w+ ){0,3}erforderlich|ist (?:\w+ ){0,3}notwendig)\b"
    r"|\bstreb(?:en|t)\b|\bsetz(?:en|t)\b(?: \w+){0,9}? (?:uns|sich)\b|\b(?:uns|sich)\b.{0,200}\beinsetzen\b|"
    r"\btr(?:eten|itt)\b.{0,200}\b(?:ein|dafür)\b"
    r"|\bspr(?:echen|icht)\b.{0,60}\b(?:für|gegen|aus)\b|\bmach(?:en|t) (?:uns|sich)\b|\bhalt(?:en|"
    r"et)\b.{0,120}\bfür (?:\w+ )?(?:sinnvoll|notwendig|wichtig|geboten|unverzichtbar)\b"
    r"|\b\w+zu\w{2,20}en (?:ist|sind)\b|\bmach(?:t|en)\b.{0,120}\b(?:erforderlich|notwendig|nötig)\b"
    r"|\b(?<!wir )(?:ist|sind)\b[^.;]{0,300}?\bzu (?!verzeichnen|beobachten|sehen|erkennen|finden|erwarten|"
    r"hoffen|spüren|befürchten)\w+(?:en|ern|eln)\b|\b(?:ist|sind)\b[^.;]{0,300}?\b\w{2,15}zu\w{3,20}en\b|"
    r"\bkönnen künftig\b",
    re.I,
)
COMES = re.compile(
    r"\b(?:entsteh(?:t|en)|bekomm(?:t|en)|erhält|erhalten|beginnt|beginnen|startet|starten|schaffen wir|"
    r"gibt es künftig|"
    r"kommt hinzu|wird es geben|geht in betrieb|öffnet|eröffnet)\b",
    re.I,
)
WERDEN = re.compile(r"\b(?:werden|wird|werde)\b", re.I)
PAST_TIME = re.compile(
    r"\b(?:in den (?:vergangenen|letzten|zurückliegenden)|in der (?:vergangenen|letzten|zurückliegenden)|"
    r"bereits|seit|bislang|bisher|"
    r"letzten jahres|vergangenen jahres|schon|seinerzeit)\b",
    re.I,
)
STANCE_VERBS = words(
    "stehen steht bekennen bekennt begrüßen begrüßt sehen sieht sind ist haben hat wissen weiß glauben glaubt "
    "danken dankt denken denkt verurteilen verurteilt freuen freut verstehen versteht meinen lehnen lehnt "
    "erkennen erkennt betrachten leben lebt kennen schätzen anerkennen vertrauen teilen fühlen nehmen erleben "
    "verfügen verfügt blicken profitieren finden wünschten hoffen würdigen respektieren achten können kann "
    "dürfen gehören gehört stellen bleiben bleibt tun tut engagieren erhoffen orientieren legen übernehmen "
    "heißt heißen bedeutet profitiert gelten hatten hatte waren war wurden wurde sagen sprechen versprechen "
    "arbeiten bilden ziehen geht gehen setzen wollten konnten mussten begreifen richtet bietet bieten"
)
ACTIVE_MODAL = re.compile(
    r"\b(?:soll|sollen|muss|müssen|wird|werden)\b.{10,400}?\b(?!werden|sein|haben|bleiben|"
    r"können)[a-zäöüß]+(?:en|ern|eln)$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Act:
    """What one sentence does; `actor` says that a partner, the city or another named agent is its subject."""

    kind: str
    actor: bool = False
    core: str = ""


def classify(sentence, actors):
    """The act of one sentence, or an Act of kind review, stance or description."""
    main = main_clause(sentence)
    actor = bool(actors.partner.search(main)) or bool(actors.office.search(main))
    verb = _partner_verb(main, actors)
    kind = _kind(sentence, main, verb, actors)
    agent = actor or bool(ACTIVE_MODAL.search(main))
    return Act(kind, agent, main)


def _kind(sentence, main, verb, actors):
    past = _is_review(main)
    if DEMAND.search(main) and (verb in DEMANDING or OTHERS_MUST.search(main)):
        return "demand"
    if not past and _examines(sentence, main, verb):
        return "examine"
    if OTHERS_MUST.search(main):
        return "demand"
    if CONTINUE.search(main) and not past:
        return "continue"
    if WERDEN.search(main) and not INTENT.search(_before_infinitive(main)):
        return "continue" if KEEP_ON.search(main) else _future(main, past)
    if INTENT.search(main) and not past:
        return (
            "continue"
            if KEEP_ON.search(main) and not re.search(r"\b(?:ausbauen|stärken|ausweiten)\b", main)
            else "intent"
        )
    if past:
        return "review"
    if verb and verb not in STANCE_VERBS:
        return "continue" if KEEP_ON.search(main) else "promise"
    if COMES.search(main) and not PAST_TIME.search(main):
        return "promise"
    if kind := _act_in_relative_clause(sentence):
        return kind
    return "stance" if verb else "description"


def _act_in_relative_clause(sentence):
    """`… sind Einrichtungen, die erhalten bleiben müssen`: the act stands in the last relative clause."""
    last = sentence.rsplit(",", 1)[-1].strip(" .!")
    if not re.match(r"(?:die|der|das|den)\b", last) or not re.search(r"\b(?:müssen|muss|sollen|soll|gilt)$", last):
        return None
    return "continue" if CONTINUE.search(last) else "intent"


DEMANDING = words("erwarten fordern verlangen appellieren erwartet fordert verlangt appelliert")


def _examines(sentence, main, verb):
    if EXAMINE.search(main):
        return True
    return bool(
        re.search(r"\b(?:verfolgen|beraten|diskutieren|klären|ermitteln|feststellen)\b", main)
        and EXAMINE_WORDS.search(sentence)
    )


def _before_infinitive(main):
    """The clause without a last `werden`, which belongs to another verb there (`soll geprüft werden`)."""
    return (
        main if re.search(r"\b(?:soll|sollen|sollte|sollten|muss|müssen|will|wollen|kann|können)\b", main, re.I) else ""
    )


def _future(main, past):
    return "review" if past and re.search(r"\bwurden?\b", main) else "promise"


def _is_review(main):
    """Perfect and past tense: an auxiliary and a participle, and nothing that looks forward."""
    if re.search(r"\b(?:werden|wird|soll|sollen|wollen|will|müssen|muss|möchten|zu)\b", main, re.I):
        return bool(re.search(r"\b(?:wurde|wurden)\b", main)) and not re.search(
            r"\b(?:soll|wollen|muss|müssen|will|sollen)\b", main
        )
    if re.search(r"\b(?:wurde|wurden|hatte|hatten|war|waren)\b", main, re.I):
        return True
    return bool(re.search(r"\b(?:haben|hat|ist|sind)\b.*", main, re.I) and _ends_in_participle(main))


def _ends_in_participle(main):
    last = main.rsplit(" ", 1)[-1]
    return bool(
        re.fullmatch(
            r"\w*ge\w{2,}(?:t|en)|(?:be|er|ver|zer|ent)\w{3,}(?:t|en)|\w+iert|\w+(?:be|er|ver|ent)\w{2,}t", last
        )
    )


OFFICE_ACTS = re.compile(
    r"(?:Die|Der) (?:Stadt|Verwaltung|Stadtverwaltung|Rat|Stadtrat|Kommune|Gemeinde)(?: [A-ZÄÖÜ]\w+)? "
    r"([a-zäöüß]{3,}t)\b"
)


def _partner_verb(main, actors):
    """The finite verb next to the partners: `Wir bauen`, `bauen wir`, `prüfen A und B`."""
    if office := OFFICE_ACTS.match(main):
        return "" if PAST_TIME.search(main) else office[1].lower()
    for match in actors.opens.finditer(main):
        before = main[: match.start()].split()
        after = main[match.end() :].split()
        if len(before) == 0 or before[-1].lower() in ("und", "auch"):
            candidate = after[0] if after else ""
        else:
            candidate = before[-1]
            if not _verbal(candidate) and after:
                candidate = after[0]
        if _verbal(candidate):
            return candidate.lower()
    return ""


def _verbal(word):
    return bool(re.fullmatch(r"[a-zäöüß]{3,}(?:en|n|t)", word)) and word not in NOT_VERBS


NOT_VERBS = words(
    "den einen seinen ihren unseren allen vielen jeden diesen zum mit und nicht damit seit jetzt sonst dort "
    "erst fast insbesondere dann wenn denn von in an ein kein sein mein ihren beiden anderen weiten neuen "
    "guten gut"
)


RANK = {"demand": 5, "examine": 4, "promise": 3, "intent": 3, "continue": 2}


def rank(act):
    """How much an act says about what its clause commits to; without an agent it says less."""
    base = RANK.get(act.kind, 0)
    return base - 1.5 if base == 3 and not act.actor else base


def judge(said, acts, lead, actors):
    """(commitment of the clause, index of its operative sentence); of several acts the most concrete one counts."""
    ranked = [(rank(act), -index) for index, act in enumerate(acts) if act.kind in RANK]
    if ranked:
        at = -max(ranked)[1]
        return acts[at].kind, at
    kind = classify(lead.rstrip("*_ :") + " tun", actors).kind if lead else "promise"
    return (kind if kind in RANK else "promise"), 0
