"""The administration's work list of texts in other languages."""

from flask import render_template, request, url_for

from ..db import current_session
from ..mount import setting
from ..origin import GERMAN, SIMPLE
from ..rendition import worklist as things
from ..vorhaben import worklist
from ..vorhaben.worklist import Lack
from . import language
from .administration import bp
from .filtering import page_number
from .labels import LACK, THING

BY_SLUG = {label.slug: lack for lack, label in LACK.items()}


@bp.route("/<lang>/verwaltung/texte")
def texte():
    """What is missing, older than the German text, unchecked, or a machine's alone; language by language."""
    session = current_session()
    languages = [tag for tag in language.offered() if tag != GERMAN]
    numbers = worklist.numbers(session, languages)
    chosen = request.args.get("sprache")
    chosen = chosen if chosen in numbers else next(iter(numbers), None)
    lack = _lack(request.args.get("was"), numbers.get(chosen))
    size = setting("PAGE_SIZE")
    total = numbers[chosen][lack] if chosen else 0
    pages = max(1, -(-total // size))
    number = min(page_number(request.args.get("seite")), pages)
    return render_template(
        "beteiligung/administration/texte.html",
        numbers=numbers,
        chosen=chosen,
        lack=lack,
        LACK=LACK,
        THING=THING,
        things=things.rows(session, chosen, lack) if chosen else [],
        sizes=things.numbers(session, chosen) if chosen else {},
        brief=things.rows(session, chosen, lack, things.BRIEF) if chosen else [],
        brief_sizes=things.numbers(session, chosen, things.BRIEF) if chosen else {},
        simple=SIMPLE,
        rows=list(worklist.page(session, chosen, lack, most=size, skip=(number - 1) * size)) if chosen else [],
        page=number,
        pages=pages,
        page_url=lambda n: url_for(".texte", sprache=chosen, was=LACK[lack].slug, seite=n if n > 1 else None),
    )


def _lack(slug, numbers):
    """What was chosen, else the first of which there is something."""
    if slug in BY_SLUG:
        return BY_SLUG[slug]
    order = (Lack.OLDER, Lack.UNCHECKED, Lack.MACHINE, Lack.MISSING)
    return next((lack for lack in order if numbers and numbers[lack]), Lack.MISSING)
