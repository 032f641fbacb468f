"""One page that stays open and shows one document after the other, for looking at hundreds of them."""

from .visitor import AXE, BUT_COLOURS, VIOLATIONS

SHOW = """html => {
  const next = document.adoptNode(new DOMParser().parseFromString(html, "text/html").documentElement);
  document.replaceChild(next, document.documentElement);
  const styled = () => [...document.querySelectorAll("link[rel=stylesheet]")].every((link) => link.sheet);
  return new Promise((done) => {
    const wait = () => styled() ? requestAnimationFrame(done) : setTimeout(wait, 5);
    wait();
  });
}"""


class Stage:
    """A phone's screen, without scripts of ours: ``look`` puts a whole document of HTML there."""

    def __init__(self, page):
        self.page = page
        page.evaluate(AXE)

    def look(self, html):
        """What axe-core finds in this document, in words, and by how many pixels it is too wide."""
        self.page.evaluate(SHOW, html)
        options = {"resultTypes": ["violations"], **BUT_COLOURS}
        found = self.page.evaluate(VIOLATIONS, options)
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        said = [f"{v['id']} ({v['help']}): {node['html'][:160]}" for v in found for node in v["nodes"]]
        return said + [f"{wide} px too wide"] * (wide > 0)
