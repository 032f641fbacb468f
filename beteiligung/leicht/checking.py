"""``check``: a text against all rules. Each group of rules sees what it needs."""

from . import grammar, numbers, reading, signs, vocabulary
from .findings import ORDER, Finding

MOST = 500
"""More findings than that nobody reads; such a text is not easy German in any place."""
LONGEST_SENTENCE = 12
MOST_LINES = 8


def check(text, leave_out=()):
    """All findings in a text, in the order in which one reads it.

    ``leave_out`` names rules that do not apply: ``LS-LINE`` where a page begins a new line for each sentence itself.
    """
    lines = reading.lines(text)
    found = [finding for line in lines for finding in _of_line(line)]
    found += vocabulary.same(lines)
    found += _paragraphs(lines)
    found = [finding for finding in found if finding.rule not in leave_out]
    return sorted(found, key=lambda one: (one.line, one.start, ORDER[one.rule], one.end))[:MOST]


def _of_line(line):
    if len(line.sentences) > 1:
        second = line.sentences[1]
        yield Finding("LS-LINE", line.number, second.start, second.end, {})
    yield from signs.find(line)
    yield from numbers.find(line)
    yield from vocabulary.find(line)
    for sentence in line.sentences:
        if (count := len(sentence.words)) > LONGEST_SENTENCE:
            yield Finding("LS-LEN", line.number, sentence.start, sentence.end, {"count": count})
        yield from grammar.find(sentence)


def _paragraphs(lines):
    run = 0
    for line in lines:
        run = run + 1 if line.sentences else 0
        if run == MOST_LINES + 1:
            yield Finding("LS-PAR", line.number, 0, len(line.text), {})
