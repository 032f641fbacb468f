"""Files of a dossier. Each is written whole before anything is sent: half a file is never delivered as a success."""

import tempfile
from datetime import UTC, datetime
from importlib.resources import files
from itertools import chain

from flask import current_app, send_file

from ..bezirk.queries import all_in_order
from ..db import current_session
from ..dossier import queries
from ..dossier.errors import ExportFailed
from ..dossier.paper import write_pdf
from ..dossier.plain import plain
from ..dossier.tables import Sheet, write_csv, write_xlsx
from ..errors import BeteiligungError
from ..i18n import gettext as _
from ..i18n import ngettext
from . import dossier_words as dw
from . import labels, rendered, words
from .dossier_docx import write_docx

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
AT_ONCE = 1000
"""So many rows come from the database at a time."""


def deliver(kind, name, write):
    """Let ``write(file)`` fill a file, then send it; what goes wrong before is said on a page."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the answer closes it)
    try:
        write(file)
        file.seek(0)
    except BeteiligungError:
        file.close()
        raise
    except Exception as error:
        file.close()
        current_app.logger.exception("an export of a dossier failed")
        raise ExportFailed from error
    answer = send_file(file, mimetype=TYPES[kind], as_attachment=True, download_name=f"{name}.{kind}", max_age=None)
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def paper(page):
    """A page of HTML as a PDF, with page numbers in the reader's language."""
    css = files("beteiligung").joinpath("static", "papier.css").read_text(encoding="utf-8")
    return lambda file: write_pdf(file, plain(page), css + _page_numbers())


def _page_numbers():
    before, between, after = (_quoted(part) for part in _("Page %(page)s of %(pages)s", page="|", pages="|").split("|"))
    content = f"{before} counter(page) {between} counter(pages) {after}"
    return f"@page{{@bottom-right{{content:{content}}}}}"


def _quoted(text):
    escaped = "".join(c if c.isalnum() or c == " " else f"\\{ord(c):06x}" for c in text)
    return f'"{escaped}"'


def docx(dossier):
    """The dossier as a text document."""
    return lambda file: write_docx(file, dossier, words.city_name())


def csv(dossier):
    """Every contribution, and nothing else."""
    return lambda file: write_csv(file, _contributions(dossier))


def xlsx(dossier):
    """The numbers, the arguments, and every contribution."""
    title = _("Dossier: %(title)s", title=words.told(dossier.vorhaben).title)
    sheets = [_figures(dossier, title), _arguments(dossier), _contributions(dossier)]
    return lambda file: write_xlsx(file, sheets, title=title, author=words.city_name())


def _contributions(dossier):
    head = (
        _("Number of the contribution"),
        _("Answers number"),
        _("Written"),
        _("Who"),
        ngettext("Stadtbezirk", "Stadtbezirke", 1),
        _("From the city"),
        _("Stance"),
        _("How it came"),
        _("Supported by"),
        _("Language"),
        _("Text"),
    )
    return Sheet(_("Contributions"), head, _rows(dossier.vorhaben.id), (10, 10, 17, 20, 22, 12, 12, 16, 12, 9, 90))


def _rows(vorhaben_id):
    """Row by row from the database: a cursor on the server, no record for each."""
    session = current_session()
    bezirke = {bezirk.number: bezirk.name for bezirk in session.scalars(all_in_order())}
    stances = {stance: str(label.word) for stance, label in labels.STANCE.items()}
    origins = {origin: str(label.word) for origin, label in labels.ORIGIN.items()}
    yes, zone = _("yes"), words.zone()
    for row in session.execute(queries.lines(vorhaben_id).execution_options(yield_per=AT_ONCE)):
        yield (
            row.id,
            row.answers,
            row.submitted_at.astimezone(zone),
            words.author(row.author_name),
            bezirke.get(row.bezirk_number, ""),
            yes if row.is_official else "",
            "" if row.is_official else stances[row.stance],
            "" if row.is_official else origins[row.origin],
            row.supports,
            row.lang,
            row.body,
        )


def _figures(dossier, title):
    told = chain(
        [(_("Dossier"), title), (_("As of"), words.moment(datetime.now(UTC)))],
        [(name, value) for name, value, _lang in dw.facts(dossier.vorhaben, datetime.now(UTC))],
        [
            (_("Contributions"), dossier.balance.total - dossier.balance.official),
            (_("Answers of the city"), dossier.balance.official),
            (_("People"), dossier.balance.people),
        ],
        [(str(labels.STANCE[stance].word), number) for stance, number in dossier.balance.by_stance.items()],
        [(str(labels.ORIGIN[origin].word), number) for origin, number in dossier.balance.by_origin.items()],
        [(row.bezirk.name, _("few or none") if row.people is None else row.people) for row in dossier.shares],
        [
            (f"{row.bezirk.short_name}, {row.part}", _("few or none") if row.people is None else row.people)
            for row in dossier.parts
        ],
        [(dw.span(dossier.unit, span), span.number) for span in dossier.spans],
        [(_("Note"), line) for line in dw.limits(dossier)],
    )
    return Sheet(_("Figures"), (_("What"), _("Value")), told, (44, 70))


def _arguments(dossier):
    head = (
        _("Argument"),
        _("Contributions"),
        *(str(label.word) for label in labels.STANCE.values()),
        _("Expert assessment"),
        _("Proposal"),
        _("Reason"),
        _("Reason in easy German"),
        _("Note"),
    )
    rows = (_argument(dossier, argument) for argument in dossier.arguments)
    return Sheet(_("Arguments"), head, rows, (40, 12, 10, 10, 10, 10, 50, 20, 50, 50, 30))


def _argument(dossier, argument):
    weight = dossier.weight(argument)
    easy = rendered.easy_of(argument, "reason")
    return (
        argument.title,
        sum(weight.values()),
        *(weight.get(stance, 0) for stance in labels.STANCE),
        argument.assessment,
        str(dw.DISPOSITION[argument.disposition].word) if argument.disposition else "",
        argument.reason,
        argument.reason_simple,
        rendered.note(easy) if easy else "",
    )
