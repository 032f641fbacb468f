"""Staff name topics and terms in other languages, one language a page."""

from flask import flash, redirect, render_template, request, url_for

from ..db import current_session, unit_of_work
from ..errors import BeteiligungError
from ..i18n import gettext as _
from ..identity import current_person
from ..naming.forms import field_of, form_for
from ..origin import GERMAN
from ..vorhaben import renaming
from . import language
from .administration import bp
from .labels import LACK


@bp.route("/<lang>/verwaltung/texte/namen", methods=["GET", "POST"])
def namen():
    """Every topic and term with its German name, and a field for the one in the language at hand."""
    session = current_session()
    languages = [tag for tag in language.offered() if tag != GERMAN]
    asked = request.args.get("sprache")
    tag = asked if asked in languages else next(iter(languages), None)
    rows = renaming.rows(session, tag) if tag else []
    form = form_for(rows, renaming.fingerprint(rows))
    if request.method == "POST" and tag:
        if not form.validate():
            return _page(tag, languages, rows, form), 400
        try:
            with unit_of_work() as session:
                renaming.rename(session, current_person(), tag, form.names, seen=form.seen.data)
        except BeteiligungError as error:
            rows = renaming.rows(current_session(), tag)
            form.seen.data = renaming.fingerprint(rows)
            return _page(tag, languages, rows, form, refused=_(error.message) % error.values), error.status
        flash(_("Saved."))
        return redirect(url_for(".namen", sprache=tag), code=303)
    return _page(tag, languages, rows, form)


def _page(tag, languages, rows, form, **more):
    return render_template(
        "beteiligung/administration/namen.html",
        tag=tag,
        lacking=renaming.lacking(current_session(), languages),
        rows=rows,
        form=form,
        field_of=field_of,
        LACK={lack.value: label for lack, label in LACK.items()},
        **more,
    )
