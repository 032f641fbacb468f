"""The picture for the README: ``make screenshot``."""

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from . import running

LARGEST = 250_000
SCREEN = {"width": 1600, "height": 1000}
SHRINK = 0.8
"""1280 by 800 pixels, with room for the first cards."""


def take(file):
    """The list of the demonstration, by day, at a desk."""
    path = running.find_chromium() or sys.exit("no Chromium: set CHROMIUM")
    with ExitStack() as stack:
        portal = stack.enter_context(running.running_portal(stack.enter_context(tempfile.TemporaryDirectory())))
        browser = stack.enter_context(running.chromium(path))
        page = browser.new_page(viewport=SCREEN, device_scale_factor=SHRINK, color_scheme="light")
        page.goto(portal.url("de/vorhaben"))
        page.locator("#karte button").first.wait_for()
        page.locator(".bt").evaluate("root => root.scrollIntoView()")
        page.screenshot(path=file)
    size = Path(file).stat().st_size
    if size > LARGEST:
        sys.exit(f"{file} has {size} bytes, more than {LARGEST}")


if __name__ == "__main__":
    take(sys.argv[1])
