"""The page read aloud: only by a voice of the device in the page's language, with pause and stop, by keyboard.

A browser without a screen has no voices, so each visitor gets some: what the page asks of them is written down.
"""

import json

import pytest

VOICES = """
(() => {
  const voices = %s;
  window.spoken = [];
  const listeners = [];
  const fake = {
    now: null,
    getVoices: () => voices,
    speak(words) {
      window.spoken.push([words.text, words.voice?.lang]);
      fake.now = words;
    },
    cancel() {
      fake.now = null;
    },
    finish() {
      const words = fake.now;
      fake.now = null;
      words?.onend?.();
    },
    addEventListener: (name, listener) => listeners.push(listener),
    arrive(more) {
      voices.push(...more);
      listeners.forEach((listener) => listener());
    },
  };
  Object.defineProperty(window, "speechSynthesis", { value: fake });
  window.SpeechSynthesisUtterance = class {
    constructor(text) {
      this.text = text;
    }
  };
})();
"""
GERMAN = {"lang": "de-DE", "localService": True, "default": True}
BUTTON = "[data-bt-listen] button:visible"


def listening(arrive, voices, lang="de", **wishes):
    visitor = arrive(lang=lang, **wishes)
    visitor.page.add_init_script(VOICES % json.dumps(voices))
    return visitor


def test_it_reads_pauses_goes_on_and_stops_by_keyboard(arrive, samples):
    visitor = listening(arrive, [GERMAN], lang="de-simple")
    page = visitor.open(f"vorhaben/{samples.open}")
    start = page.locator(BUTTON)
    assert start.all_inner_texts() == ["Seite vorlesen"]
    start.press("Enter")
    for _ in range(6):
        page.evaluate("speechSynthesis.finish()")
    spoken = page.evaluate("spoken")
    title = page.locator("h1").inner_text()
    assert [title, "de-DE"] in spoken
    assert page.locator(".bt-heard").count() == 1
    assert page.locator(BUTTON).all_inner_texts() == ["Pause", "Nicht mehr vorlesen"]
    assert visitor.violations() == []

    page.keyboard.press("Enter")  # the focus has moved to the button that took its place
    assert page.evaluate("speechSynthesis.now") is None
    page.keyboard.press("Enter")
    assert page.evaluate("spoken.at(-1)") == spoken[-1]

    page.locator(BUTTON).last.press("Enter")
    assert page.evaluate("speechSynthesis.now") is None
    assert page.locator(".bt-heard").count() == 0
    assert start.all_inner_texts() == ["Seite vorlesen"]


def test_it_reads_everything_once_and_no_control(arrive, samples):
    page = listening(arrive, [GERMAN]).open(f"vorhaben/{samples.open}")
    page.locator(BUTTON).click()
    page.evaluate("() => { while (speechSynthesis.now) speechSynthesis.finish(); }")
    spoken = [text for text, _lang in page.evaluate("spoken")]
    assert len(spoken) > 40
    assert max(map(len, spoken)) <= 200
    assert spoken.count(page.locator("h1").inner_text()) == 1
    assert "Seite vorlesen" not in spoken
    assert not [text for text in spoken if "Liste und Karte" in text]
    assert page.locator(BUTTON).all_inner_texts() == ["Seite vorlesen"]


@pytest.mark.parametrize(
    ("voices", "lang"),
    [([], "de"), ([GERMAN | {"localService": False}], "de"), ([GERMAN], "en"), ([GERMAN | {"lang": "den-CA"}], "de")],
)
def test_without_a_voice_of_the_device_there_is_no_button(arrive, voices, lang):
    page = listening(arrive, voices, lang).open("vorhaben")
    assert page.locator("[data-bt-listen]").count() == 1
    assert not page.locator("[data-bt-listen]").is_visible()


def test_voices_that_come_late_bring_the_button(arrive):
    page = listening(arrive, []).open("vorhaben")
    page.evaluate("voices => speechSynthesis.arrive(voices)", [GERMAN])
    assert page.locator("[data-bt-listen]").is_visible()


def test_without_a_script_there_is_no_button(without_script):
    assert not without_script.open("vorhaben").locator("[data-bt-listen]").is_visible()
