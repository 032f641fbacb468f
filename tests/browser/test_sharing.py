"""What other sites see of a link, in a real browser: data that nobody runs, pictures whose words stay in their room."""

from urllib.parse import urlsplit

from beteiligung.sharing.picture import EDGE, HEIGHT, MAP_WIDTH, WIDTH

DATA = "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)['@graph']"
BOXES = """
[...document.querySelectorAll("#picture text")].map((text) => {
  const box = text.getBBox();
  return [box.x, box.y, box.x + box.width, box.y + box.height, text.textContent];
})
"""
SHOW = """async (address) => {
  const svg = await (await fetch(address)).text();
  const picture = document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
  picture.id = "picture";
  document.body.replaceChildren(picture);
}"""
FOOT = 474


def graph(page):
    """The types of the nodes in the head of a page, as the browser reads them."""
    return [node["@type"] for node in page.evaluate(DATA)]


def test_the_data_in_a_page_is_read_and_never_run(visitor, samples):
    """A block that would run, or that the policy would refuse, shows in the conduct of the visitor."""
    page = visitor.open(f"vorhaben/{samples.open}")
    assert {"WebPage", "GovernmentService", "Event", "Place"} <= set(graph(page))
    page = visitor.open(f"vorhaben/{samples.open}/gespraech")
    assert set(graph(page)) == {"DiscussionForumPosting"}
    page = visitor.open("vorhaben?stand=alle&q=onerror")
    assert graph(page)[0] == "CollectionPage"
    assert "<img src=x onerror=alert(1)> Zaun" in str(page.evaluate(DATA))
    assert visitor.refusals == []


def test_pictures_of_links_in_four_languages(arrive, samples):
    """Also in the fonts of a browser no word leaves its room, and nothing is asked for elsewhere."""
    for lang in ("de", "de-simple", "ar", "uk"):
        visitor = arrive(lang=lang)
        for slug in (samples.open, samples.decided, samples.citywide, samples.delayed):
            image = visitor.open(f"vorhaben/{slug}").locator("meta[property='og:image']").get_attribute("content")
            stays_in_its_room(visitor.page, f"{urlsplit(image).path.removesuffix('png')}svg", lang)
        stays_in_its_room(visitor.page, visitor.portal.url(f"{lang}/bild.svg"), lang)


def stays_in_its_room(page, address, lang):
    """Put into a page of ours: a picture of its own would be a document in which nothing may run."""
    page.evaluate(SHOW, address)
    has_map = page.locator("#picture path").count() > 0
    for left, top, right, bottom, words in page.evaluate(BOXES):
        assert top >= 0 and bottom <= HEIGHT, words
        if has_map and bottom < FOOT and lang == "ar":
            assert left >= EDGE + MAP_WIDTH and right <= WIDTH - EDGE + 8, words
        elif has_map and bottom < FOOT:
            assert left >= EDGE - 8 and right <= WIDTH - EDGE - MAP_WIDTH, words
        assert left >= 0 and right <= WIDTH, words
