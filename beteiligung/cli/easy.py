"""``check-text``: what is hard about a text in Leichte Sprache, line by line."""

import json

import click

from ..errors import N_
from ..i18n import terminal as _
from ..leicht import ERROR, check, figure
from ..leicht.glossary import NoGlossary, read
from ..vereinbarung.documents import LIMIT, Unreadable, text_of
from .extract import Unusable
from .groups import cli, main

BREAKS, MERELY_A_HINT = N_("Breaks a rule"), N_("Hint")
FIGURE = N_("%(words)s words, %(sentences)s sentences, %(length)s words a sentence, LIX %(lix)s")


@click.command("check-text")
@click.argument("file", type=click.Path())
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
@click.option("--errors-only", is_flag=True, help="Leave out the hints.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=LIMIT, show_default=True, help="Largest file read, in bytes."
)
@click.pass_context
def check_text(ctx, file, as_json, errors_only, limit):
    """Say what is hard about the easy German text in FILE (.txt, .md, .pdf, .docx, .odt)."""
    try:
        text = text_of(file, limit=limit)
    except Unreadable as error:
        raise Unusable(str(error)) from error
    findings = [finding for finding in check(text) if not errors_only or finding.severity == ERROR]
    click.echo(_as_json(findings, figure(text)) if as_json else "\n".join(_as_lines(findings, figure(text))))
    if findings:
        ctx.exit(1)


def _as_lines(findings, counted):
    for finding in findings:
        kind = _(BREAKS) if finding.severity == ERROR else _(MERELY_A_HINT)
        said = f"{_said(finding.explanation, finding)} {_said(finding.suggestion, finding)}"
        yield f"{finding.line}:{finding.column} {finding.rule} ({kind}) {said}"
    yield _(FIGURE) % {
        "words": counted.words,
        "sentences": counted.sentences,
        "length": counted.words_per_sentence,
        "lix": "–" if counted.lix is None else counted.lix,
    }


def _as_json(findings, counted):
    said = [
        {
            "rule": finding.rule,
            "severity": finding.severity,
            "line": finding.line,
            "column": finding.column,
            "end": finding.end + 1,
            "explanation": _said(finding.explanation, finding),
            "suggestion": _said(finding.suggestion, finding),
        }
        for finding in findings
    ]
    return json.dumps({"findings": said, "figure": counted._asdict()}, ensure_ascii=False, indent=1)


def _said(message, finding):
    return _(message) % finding.values


@click.command("check-glossary")
@click.argument("file", type=click.Path())
@click.pass_context
def check_glossary(ctx, file):
    """Say whether FILE holds words for the glossary, and what is hard about their explanations."""
    try:
        entries = read(file)
    except NoGlossary as error:
        raise Unusable(str(error)) from error
    found = [(entry, finding) for entry in entries for finding in check("\n".join(entry.lines))]
    for entry, finding in found:
        click.echo(f"{entry.word}: {next(_as_lines([finding], figure('')))}")
    click.echo(_("%(number)s words") % {"number": len(entries)})
    if any(finding.severity == ERROR for _entry, finding in found):
        ctx.exit(1)


cli.add_command(check_text)
cli.add_command(check_glossary)
main.add_command(check_glossary)
main.add_command(check_text)
