"""One portal with the demonstration and one Chromium for all browser tests; a fresh visitor for each."""

from contextlib import ExitStack

import pytest

from . import running
from .samples import Samples
from .visitor import Visitor

LEFT_OPEN = r"ignore:Exception ignored in. <_io\.FileIO name=:pytest.PytestUnraisableExceptionWarning"
"""Werkzeug's server leaves a file to the collector when a browser hangs up in the middle of it; servers for the public
do not. The tests without a browser still find every file that we leave open."""


def pytest_collection_modifyitems(items):
    """Everything in this folder needs a browser."""
    for item in items:
        if __package__.replace(".", "/") in item.path.as_posix():
            item.add_marker("browser")
            item.add_marker(pytest.mark.filterwarnings(LEFT_OPEN))


@pytest.fixture(autouse=True)
def _push_request_context():
    """Switch off pytest-flask's ambient request: the portal answers in threads of its own."""


@pytest.fixture(scope="session")
def portal(demonstration):
    """The example portal, filled as ``make demo`` fills it, with short pages and one title that tries to be a tag."""
    with running.running_portal(demonstration("portal"), BETEILIGUNG_PAGE_SIZE=8) as portal:
        Samples(portal.engine).prepare()
        yield portal


@pytest.fixture(scope="session")
def samples(portal):
    """The Vorhaben of the demonstration that show one state each."""
    return Samples(portal.engine)


@pytest.fixture
def arrive(portal, browser):
    """``arrive(lang="en", width=360, …)`` is a new visitor; what their pages must never do is checked at the end."""
    with ExitStack() as everybody:
        yield lambda **wishes: everybody.enter_context(Visitor.arriving(wishes.pop("at", portal), browser, **wishes))


@pytest.fixture
def visitor(arrive):
    """Somebody at a desk who reads German."""
    return arrive()


@pytest.fixture
def without_script(arrive):
    """Somebody whose browser runs no script."""
    return arrive(java_script_enabled=False)
