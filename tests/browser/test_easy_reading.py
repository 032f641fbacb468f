"""Easy reading as eyes and clipboards see it: large, strong, whole words when copied, explanations by key."""

import pytest

MEASURED = """
() => {
  const pixel = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = colour;
    pixel.fillRect(0, 0, 1, 1);
    return [...pixel.getImageData(0, 0, 1, 1).data];
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = rgba(getComputedStyle(each).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255];
  };
  const texts = document.createTreeWalker(document.querySelector(".bt"), NodeFilter.SHOW_TEXT);
  const found = { read: 0, small: [], faint: [], crooked: [] };
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    const text = texts.currentNode.data.trim();
    if (!text || element.closest("svg, script, .bt-sr, .bt-under") || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const [one, two] = [light(rgba(style.color)), light(ground(element))].sort((a, b) => b - a);
    found.read += 1;
    if (parseFloat(style.fontSize) < 19.2) found.small.push(text);
    if ((one + 0.05) / (two + 0.05) < 7) found.faint.push(`${((one + 0.05) / (two + 0.05)).toFixed(1)} ${text}`);
    if (style.hyphens === "auto" || style.textAlign === "justify" || style.fontStyle === "italic") {
      found.crooked.push(text);
    }
  }
  return found;
}
"""
COPIED = """
(html) => {
  const heading = document.querySelector("h1");
  heading.innerHTML = html;
  getSelection().selectAllChildren(heading);
  return getSelection().toString();
}
"""
DOT = 'Bezirks<span class="bt-dot"></span>vertretung'
HYPHEN = 'Bezirks<span class="bt-hyphen" data-large="V"></span><span class="bt-under">v</span>ertretung'


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_large_strong_and_straight_on_every_kind_of_page(scheme, arrive, samples):
    visitor = arrive(lang="de-simple", width=360, color_scheme=scheme)
    pages = (
        "vorhaben",
        f"vorhaben/{samples.open}",
        f"vorhaben/{samples.delayed}",
        "zeit",
        "hausregeln",
        "woerter",
        "nahe",
    )
    for path in pages:
        measured = visitor.open(path).evaluate(MEASURED)
        assert measured.pop("read") > 10
        assert measured == {"small": [], "faint": [], "crooked": []}, path
        assert visitor.overflow() == 0
    assert visitor.violations() == []


def test_copied_words_are_whole_and_explanations_stay_out(arrive, samples):
    page = arrive(lang="de-simple").open(f"vorhaben/{samples.open}")
    assert page.evaluate(COPIED, DOT) == "Bezirksvertretung"
    assert page.evaluate(COPIED, HYPHEN) == "Bezirksvertretung"
    assert "Das Wort:" in page.locator("article").first.inner_text()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('article'))")
    copied = page.evaluate("getSelection().toString()")
    assert len(copied) > 500
    assert "Das Wort:" not in copied


def test_an_explanation_opens_with_a_key_and_without_a_script(arrive, samples):
    page = arrive(lang="de-simple", java_script_enabled=False).open(f"vorhaben/{samples.open}")
    word = page.locator("details.bt-word").first
    assert not word.locator("p").first.is_visible()
    word.locator("summary").press("Enter")
    assert word.locator("p").first.is_visible()


def test_a_word_shows_that_it_opens_and_is_explained_on_paper(arrive, samples):
    page = arrive(lang="de-simple").open(f"vorhaben/{samples.open}")
    word = page.locator("details.bt-word").first
    sign = "word => getComputedStyle(word.querySelector('summary'), '::before').rotate"
    shut = word.evaluate(sign)
    page.emulate_media(media="print")
    assert word.locator("p").first.is_visible()
    page.emulate_media(media="screen")
    assert not word.locator("p").first.is_visible()
    word.locator("summary").click()
    assert (shut, word.evaluate(sign)) == ("45deg", "225deg")
