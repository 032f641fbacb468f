"""A dossier as a text document that can be changed: headings, tables with heads, the language of every text."""

from datetime import UTC, datetime

from ..dossier.errors import NotMade
from ..dossier.plain import plain
from ..errors import N_
from ..i18n import gettext as _
from ..i18n import ngettext
from . import dossier_words as dw
from . import labels, language, words
from .rendered import in_easy, note


def write_docx(file, dossier, author):
    """Write it to a file that is open."""
    try:
        import docx
    except ImportError as error:
        raise NotMade(N_("This needs more packages: pip install 'beteiligung[%(extra)s]'."), extra="word") from error
    paper = _Paper(docx.Document())
    title = _("Dossier: %(title)s", title=words.told(dossier.vorhaben).title)
    paper.begin(title, author)
    for part in (_facts, _figures, _weighing, _decisions, _supported, _annex):
        part(paper, dossier)
    paper.document.save(file)


class _Paper:
    """A document of python-docx, and how we write into it."""

    def __init__(self, document):
        self.document = document

    def begin(self, title, author):
        properties = self.document.core_properties
        properties.title, properties.author, properties.language = plain(title), plain(author), language.current()
        self._speak(self.document.styles["Normal"].element.get_or_add_rPr(), language.current().split("-")[0])
        self.document.add_heading(plain(title), 0)
        self.say(f"{author}. " + _("As of %(day)s.", day=words.moment(datetime.now(UTC))))

    def head(self, text, level=1):
        self.document.add_heading(plain(text), level)

    def say(self, text, lang=None, style=None):
        """Text as paragraphs, where it is in another language with a mark that says so."""
        for part in plain(text).split("\n\n"):
            if part.strip():
                run = self.document.add_paragraph(style=style).add_run(part.strip())
                if lang:
                    self._speak(run._element.get_or_add_rPr(), lang.split("-")[0])

    def table(self, head, rows):
        """A table whose first row is its head, repeated on every page."""
        rows = list(rows)
        table = self.document.add_table(rows=1, cols=len(head), style="Table Grid")
        for cell, text in zip(table.rows[0].cells, head, strict=True):
            cell.paragraphs[0].add_run(plain(str(text))).bold = True
        self._mark(table.rows[0]._tr.get_or_add_trPr(), "tblHeader")
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = plain(str(text))

    @staticmethod
    def _mark(element, name):
        from docx.oxml.ns import qn
        from docx.oxml.shared import OxmlElement

        mark = OxmlElement(f"w:{name}")
        mark.set(qn("w:val"), "true")
        element.append(mark)

    @staticmethod
    def _speak(properties, lang):
        from docx.oxml.ns import qn
        from docx.oxml.shared import OxmlElement

        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        mark = OxmlElement("w:lang")
        for kind in ("val", "eastAsia", "bidi"):
            mark.set(qn(f"w:{kind}"), lang)
        properties.append(mark)


def _facts(paper, dossier):
    paper.head(_("What it is about"))
    text = words.told(dossier.vorhaben)
    paper.say(text.summary, text.lang)
    facts = dw.facts(dossier.vorhaben, datetime.now(UTC))
    paper.table((_("What"), _("Value")), ((name, value) for name, value, _lang in facts))


def _figures(paper, dossier):
    paper.head(_("Who took part"))
    number = dw.contributions(dossier.balance.total - dossier.balance.official)
    paper.say(
        _("%(contributions)s of %(people)s", contributions=number, people=dw.people(dossier.balance.people)) + "."
    )
    paper.say(dw.origins(dossier.balance.by_origin))
    paper.say(dw.stances(dossier.balance.by_stance))
    paper.head(_("Who speaks, and who lives there"), 2)
    head = (
        ngettext("Stadtbezirk", "Stadtbezirke", 1),
        _("People who spoke"),
        _("People who live there"),
        _("Share of the city"),
    )
    paper.table(head, (_share(row) for row in dossier.shares))
    if dossier.parts:
        paper.head(_("By Ortsteil"), 2)
        paper.table((_("Ortsteil"), *head[1:3]), (_share(row)[:3] for row in dossier.parts))
    paper.head(_("What these numbers cannot say"), 2)
    for line in dw.limits(dossier):
        paper.say(line, style="List Bullet")
    if dossier.spans:
        paper.head(_("When they wrote"), 2)
        spans = ((dw.span(dossier.unit, span), dw.number(span.number)) for span in dossier.spans)
        paper.table((_("Time"), _("Contributions")), spans)


def _share(row):
    return (
        row.part or row.bezirk.name,
        _("few or none") if row.people is None else dw.number(row.people),
        _("not known") if row.residents is None else dw.number(row.residents),
        "–" if row.home is None else dw.share(row.home),
    )


def _weighing(paper, dossier):
    paper.head(_("Arguments, assessment and reasons"))
    if dossier.weighing is None:
        paper.say(_("The administration has not finished weighing what was said."))
        return
    paper.say(dossier.weighing.assessment, "de")
    if dossier.weighing.proposal:
        paper.head(_("What the administration proposes"), 2)
        paper.say(dossier.weighing.proposal, "de")
    head = (_("Argument"), _("Weight"), _("Expert assessment"), _("Proposal"), _("Reason"))
    paper.table(head, (_argument(dossier, argument) for argument in dossier.arguments))


def _argument(dossier, argument):
    weight = dossier.weight(argument)
    word = dw.DISPOSITION[argument.disposition].word if argument.disposition else ""
    number = dw.contributions(sum(weight.values()))
    told = f"{number}: {dw.stances(weight)}" if weight else number
    easy = in_easy(argument, "reason")
    reason = f"{easy.words['reason']}\n{note(easy)}" if easy else argument.reason
    return argument.title, told, argument.assessment, word, reason


def _decisions(paper, dossier):
    if not dossier.decisions:
        return
    paper.head(_("Decisions and conditions"))
    today = words.today()
    for decision in dossier.decisions:
        easy = in_easy(decision, "text")
        simply = easy.words if easy else {}
        paper.head(simply.get("title") or decision.title, 2)
        told = (decision.gremium.name, words.day(decision.decided_on), str(dw.result(decision)))
        paper.say(words.joined((*told, dw.votes(decision))))
        paper.say(simply.get("text") or decision.text, "de")
        if easy:
            paper.say(note(easy))
        for condition in decision.conditions:
            word = _("Overdue") if condition.is_late(today) else dw.CONDITION[condition.state].word
            paper.say(f"{word}: {condition.text}", "de", "List Bullet")


def _supported(paper, dossier):
    paper.head(_("What most people support"))
    for beitrag in dossier.supported:
        _voice(paper, beitrag)
    if not dossier.supported:
        paper.say(_("Nobody has supported a contribution yet."))


def _annex(paper, dossier):
    paper.head(_("Annex: all contributions"))
    for beitrag in dossier.annex:
        _voice(paper, beitrag)
    if not dossier.annex:
        paper.say(_("There are no contributions."))
    if dossier.has_more:
        paper.say(
            _(
                "Here stand the first %(shown)s of %(all)s. All of them are in the tables (XLSX and CSV) that the page of this dossier offers:",  # noqa: E501
                shown=dw.number(len(dossier.annex)),
                all=dw.number(dossier.balance.total),
            ).rstrip(":")
            + "."
        )


def _voice(paper, beitrag):
    stance = _("Answer of the city") if beitrag.is_official else _spoken(beitrag)
    number = _("Number %(number)s", number=beitrag.id)
    supported = dw.people(beitrag.supports)
    told = f"{number}, {words.author(beitrag.author_name)}, {words.moment(beitrag.submitted_at)}. {stance}."
    if beitrag.supports:
        told += " " + _("Supported by %(people)s.", people=supported)
    paper.document.add_paragraph().add_run(plain(told)).bold = True
    paper.say(beitrag.body, beitrag.lang)


def _spoken(beitrag):
    return f"{labels.STANCE[beitrag.stance].word}, {labels.ORIGIN[beitrag.origin].word}"
