"""The smallest host works as its first line says."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = """
import sys
sys.path.insert(0, sys.argv[1])
import app
print(app.app.test_client().get("/beteiligung/de/vorhaben").status_code)
"""


def test_it_starts(tmp_path):
    folder = tmp_path / "minimal"
    folder.mkdir()
    source = (ROOT / "examples" / "minimal" / "app.py").read_text(encoding="utf-8")
    (folder / "app.py").write_text(source, encoding="utf-8")
    environment = {**os.environ, "PYTHONWARNINGS": "error", "PYTHONPATH": str(ROOT)}

    def run(*command):
        return subprocess.run(
            [sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True, check=False
        )

    upgraded = run("-m", "flask", "--app", "app", "beteiligung", "upgrade")
    page = run("-c", PAGE, str(folder))

    assert (upgraded.returncode, upgraded.stderr) == (0, "")
    assert (page.stdout, page.stderr) == ("200\n", "")


def test_the_readme_is_not_longer_than_it():
    """Ten lines mount the blueprint: the example that people copy stays that small."""
    source = (ROOT / "examples" / "minimal" / "app.py").read_text(encoding="utf-8")
    lines = [line for line in re.sub(r'^""".*?"""', "", source, flags=re.S).splitlines() if line.strip()]

    assert len(lines) <= 10
