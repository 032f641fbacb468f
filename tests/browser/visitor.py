"""A person at a browser, watched: nothing may leave our origin, nothing may fail or be refused on the way."""

from contextlib import contextmanager
from importlib.resources import files
from urllib.parse import urlsplit

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
ALL = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
BUT_COLOURS = {**ALL, "rules": {rule: {"enabled": False} for rule in COLOURS["runOnly"]}}
"""Colours know neither language nor direction, and are more than half of the time that axe-core takes."""
VIOLATIONS = "async (options) => (await axe.run(document, options)).violations"
REPORT_REFUSALS = """
document.addEventListener("securitypolicyviolation", (event) => {
  reportRefusal(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile ?? ""}`);
});
"""
PATIENCE = 15_000


def follow(locator):
    """Click what leads to another page, and wait until that is there."""
    with locator.page.expect_navigation():
        locator.click()


class Visitor:
    """Opens pages in one language and remembers what they asked for and complained about.

    ``neighbours`` are further origins, of sites that show something of the portal.
    """

    def __init__(self, portal, context, lang):
        self.portal, self.context, self.lang = portal, context, lang
        self.requests, self.complaints, self.refusals, self.expected = [], [], [], set()
        self.neighbours = set()
        context.expose_binding("reportRefusal", lambda source, what: self.refusals.append(what))
        context.add_init_script(REPORT_REFUSALS)
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._listen)

    @classmethod
    @contextmanager
    def arriving(cls, portal, browser, lang="de", width=1280, **wishes):
        """A visitor with a clean browser; leaving, their pages' conduct is checked."""
        screen = {"viewport": {"width": width, "height": 800}, "locale": "de-DE", "reduced_motion": "reduce"}
        context = browser.new_context(**screen | wishes)
        visitor = cls(portal, context, lang)
        yield visitor
        visitor.check_conduct()
        context.close()

    def open(self, path, status=200):
        """Go to a page, ``vorhaben/slug`` meaning ours in the visitor's language; it must answer with ``status``."""
        self.expect(status)
        answer = self.page.goto(self.portal.url(path if path.startswith("/") else f"{self.lang}/{path}"))
        assert answer.status == status, f"{answer.url} answered {answer.status}"
        return self.page

    def visit(self, address):
        """Go to a page of a neighbour, by its whole address."""
        self.neighbours.add(address)
        answer = self.page.goto(address)
        assert answer.status == 200, f"{answer.url} answered {answer.status}"
        return self.page

    def expect(self, status):
        """An answer that is no success is no surprise from now on."""
        self.expected.add(str(status))

    def log_in(self, user):
        """Through the portal's own login page; the next visitor of that name brings the cookie along."""
        sessions = getattr(self.portal, "sessions", {})
        if known := sessions.get(user):
            self.context.add_cookies(known)
            return
        self.page.goto(self.portal.url("/anmelden"))
        self.page.check(f"input[value={user}]")
        follow(self.page.locator("main").get_by_role("button"))
        sessions[user] = self.context.cookies()

    def see(self, width=None, scheme=None):
        """Look at the same page on another screen."""
        if width:
            self.page.set_viewport_size({"width": width, "height": 800})
        if scheme:
            self.page.emulate_media(color_scheme=scheme)

    def violations(self, frame=None, rules=ALL):
        """What axe-core finds on the page, or in a frame of it, in words."""
        page = frame or self.page
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE)
        options = {"resultTypes": ["violations"], **rules}
        found = page.evaluate(VIOLATIONS, options)
        return [f"{v['id']} ({v['help']}): {node['html'][:160]}" for v in found for node in v["nodes"]]

    def overflow(self):
        """How many pixels the page is wider than the window."""
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    def check_conduct(self):
        """Only known origins were asked, nothing broke, and the content security policy refused nothing."""
        known = {urlsplit(origin).netloc for origin in (self.portal.origin, *self.neighbours)}
        assert {urlsplit(url).netloc for url in self.requests} <= known
        assert self.refusals == []
        assert self.complaints == []

    def _listen(self, message):
        wanted = any(f"status of {status}" in message.text for status in self.expected)
        if message.type in ("error", "warning") and not wanted:
            self.complaints.append(message.text)
