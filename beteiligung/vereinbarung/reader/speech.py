"""Words that steer the reading of a promise, and the title that comes of it."""

import re
from dataclasses import dataclass

from . import phrases
from .chunks import chunked
from .lexicon import words

MODAL = words(
    "wollen will möchten möchte sollen soll sollten sollte müssen muss dürfen darf werden wird werde kann können"
)
PRONOUNS = words(
    "es sie er ihn ihm ihnen dies das diese dieser dieses diesen diesem man sich ihr ihrer uns davon daraus"
)
EXAMINES = re.compile(r"\b(?:(?:ge|über)?prüf\w*|untersuch\w*|klären|klärt|sondieren|ausloten|ermitteln)\b")
ASKS = re.compile(
    r"(?:ob|wie|wo|inwieweit|inwiefern|(?:an |ab |in |unter |mit |auf )?welche\w*|ab wann|was)(?: und (?:wie|wo|"
    r"ob|in welcher \w+))? ",
    re.I,
)
BACKWARD = words("ihn ihm ihnen sie er dies darauf daran davon darüber dagegen dahin dahinter darum daraus dazu")
NO_PROMISE = words(
    "stehen begrüßen sehen sind haben wissen glauben danken denken verurteilen freuen verstehen meinen bekennen "
    "erkennen erwarten kennen hoffen fordern verlangen streben setzen wünschen brauchen können dürfen sollen "
    "müssen werden"
)
RELATIVE_END = re.compile(r"(?:in |mit |an |auf |bei |für )?(?:der|die|das|den|dem|denen)\b")


@dataclass(frozen=True, slots=True)
class Title:
    """A title and how much its pattern is worth against the others."""

    text: str
    worth: float = 0.0


def told(text, unit):
    """A short title with the relative clause that says which one is meant, where that fits."""
    backward = BACKWARD | {"wir", "uns"}
    if (
        text
        and len(text) < 30
        and unit.after
        and not set(unit.after[0].split()) & backward
        and (RELATIVE_END.match(unit.after[0]) or (len(text) < 16 and unit.after[0].startswith("wie ")))
    ):
        longer = f"{text}, {unit.after[0]}"
        if len(text) < 16 and len(longer) > phrases.LONGEST and " kann und " in longer:
            longer = longer.split(" kann und ")[0] + " kann …"
        return longer if len(longer) <= phrases.LONGEST else text
    return text


def with_front(front, rest):
    """The object first, then the circumstance that opened the sentence."""
    parts = chunked(front)
    if parts and all(part.kind == "pp" for part in parts) and len(front) < 9 and rest and len(chunked(rest)) == 1:
        return [*rest, phrases.small(front[0]), *front[1:]]
    return rest or front


def holds_thing(rest):
    return any(chunk.kind == "np" for chunk in chunked(rest))
