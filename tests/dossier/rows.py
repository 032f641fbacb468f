"""Run alone as a child: write the contributions of a large Vorhaben to a file, and print what memory that took."""

import re
import sys
from pathlib import Path

from flask import Flask

from beteiligung import Beteiligung, Person
from beteiligung.roles import ADMINISTRATION


def main(url, kind, target):
    app = Flask("host", instance_path=str(Path(target).parent))
    app.config["SECRET_KEY"] = "only for tests"
    extension = Beteiligung(app, engine=url)
    extension.person_loader(lambda: Person(id="amt", name="Amt", roles=frozenset({ADMINISTRATION})))
    with app.test_client().get(f"/beteiligung/de/dossier/radweg/dossier.{kind}") as answer:
        assert answer.status_code == 200, answer.text
        with Path(target).open("wb") as file:
            for part in answer.iter_encoded():
                file.write(part)
    # not ru_maxrss: that begins with what the process was that started this one
    print(re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[1])


if __name__ == "__main__":
    main(*sys.argv[1:])
