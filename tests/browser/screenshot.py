"""The pictures for the README and docs/themes.md: ``make screenshot``."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from . import running
from .foreign_hosts import foreign

LARGEST = 250_000
SCREEN = {"width": 1600, "height": 1000}
SHRINK = 0.8
"""1280 by 800 pixels, with room for the first cards."""
SMALLER = 0.5
THEMES = {"kern": "kern", "bootstrap": "neutral"}


def take(browser, portal, folder):
    """The list of the demonstration, by day, at a desk: in our own portal, and in two frames of others."""
    shoot(browser, portal, folder / "liste.png", SHRINK, ".bt")
    for frame, theme in THEMES.items():
        with foreign(frame, portal, BETEILIGUNG_THEME=theme) as there:
            shoot(browser, there, folder / f"themes-{frame}.png", SMALLER, "body")


def shoot(browser, portal, file, scale, top):
    """One picture of the list, from an element on."""
    page = browser.new_page(viewport=SCREEN, device_scale_factor=scale, color_scheme="light")
    page.goto(portal.url("de/vorhaben"))
    page.locator("#karte button").first.wait_for()
    page.locator(top).evaluate("root => root.scrollIntoView()")
    page.screenshot(path=file)
    page.close()
    size = file.stat().st_size
    if size > LARGEST:
        sys.exit(f"{file} has {size} bytes, more than {LARGEST}")


def main(folder):
    """From a demonstration of its own."""
    path = running.find_chromium() or sys.exit("no Chromium: set CHROMIUM")
    with (
        TemporaryDirectory() as instance,
        running.running_portal(Path(instance)) as portal,
        running.chromium(path) as browser,
    ):
        take(browser, portal, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
