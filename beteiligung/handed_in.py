"""JSON files that a city hands in at the command line: of bounded size, and refused in one line."""

import json
from pathlib import Path

from .errors import N_, NotImportable


def content(path, refusal, *, kind, largest):
    """What stands in a JSON file of at most ``largest`` bytes: a ``list`` or ``dict`` (``kind``) that is not empty.

    ``refusal`` is the message id with ``%(file)s`` for a file that is none of this. Raises ``NotImportable``.
    """
    path = Path(path)
    try:
        if path.stat().st_size > largest:
            raise NotImportable(N_("%(file)s is larger than %(limit)s bytes."), file=path.name, limit=largest)
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise NotImportable(refusal, file=path.name) from error
    if not isinstance(found, kind) or not found:
        raise NotImportable(refusal, file=path.name)
    return found
