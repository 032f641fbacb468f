"""Everything works in a browser that runs no script: reading, filtering, writing, moderating."""

import re

import pytest

from .visitor import follow


def shown(page):
    """How many Vorhaben the page says there are."""
    return int(re.match(r"\d+", page.locator("[role=status]").inner_text()).group())


def choose(page, menu, choice):
    """Open a filter menu and follow one of its links; return the number that stands beside it."""
    page.locator("details.bt-pill", has=page.locator("summary", has_text=menu)).locator("summary").click()
    link = page.locator("details[open] a").nth(choice)
    promised = int(link.locator("span").last.inner_text())
    follow(link)
    return promised


@pytest.mark.parametrize(
    ("menu", "choice", "key"), [("Stadtbezirk", 1, "bezirk"), ("Thema", 5, "thema"), ("Stand", 4, "stand")]
)
def test_each_filter_menu_shows_as_many_as_it_promises(menu, choice, key, without_script):
    page = without_script.open("vorhaben")
    promised = choose(page, menu, choice)
    assert f"{key}=" in page.url
    assert shown(page) == promised > 0
    assert page.locator("details.is-set summary").count() == 1


def test_filters_add_up_and_can_be_taken_back_one_by_one(without_script):
    page = without_script.open("vorhaben")
    everything = shown(page)
    choose(page, "Stadtbezirk", 1)
    in_bezirk = shown(page)
    follow(page.get_by_role("link", name="Jetzt mitmachen", exact=True).last)
    open_there = shown(page)
    assert 0 < open_there < in_bezirk < everything
    assert page.locator(".bt-flag.is-open").count() == page.locator(".bt-card").count() == open_there
    follow(page.locator("#filter a.bt-pill[aria-current=true]"))
    assert shown(page) == in_bezirk
    follow(page.get_by_role("link", name="Alle Filter löschen"))
    assert shown(page) == everything


def test_search_keeps_the_other_filters_and_finds_the_title(without_script, samples):
    page = without_script.open(f"vorhaben/{samples.open}")
    title = page.locator("h1").inner_text()
    page = without_script.open("vorhaben?mitmachen=1")
    page.get_by_role("searchbox").fill(title)
    follow(page.get_by_role("button", name="Suchen"))
    assert "mitmachen=1" in page.url
    assert title in page.locator(".bt-card h3").all_inner_texts()


def test_nothing_found_says_so_and_offers_to_loosen(without_script):
    page = without_script.open("vorhaben?q=xyzzy&bezirk=2")
    assert shown(page) == 0
    follow(page.get_by_role("link", name="ohne „xyzzy“"))
    assert shown(page) > 0
    assert "bezirk=2" in page.url


def test_paging_shows_every_vorhaben_once(without_script):
    page = without_script.open("vorhaben?ort=vor-ort")
    total, titles = shown(page), []
    while True:
        titles += page.locator(".bt-cards h3 a").evaluate_all("links => links.map((link) => link.href)")
        onward = page.locator("a[rel=next]")
        if not onward.count():
            break
        follow(onward)
    assert len(titles) == len(set(titles)) == total


def test_the_drawn_map_leads_to_the_cards(without_script):
    page = without_script.open("vorhaben")
    follow(page.get_by_role("link", name="Zur Karte"))
    assert page.url.endswith("#karte")
    pin = page.locator("#karte svg a").nth(2)
    number = pin.locator("text").text_content()
    pin.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**#v-{number}")
    assert page.locator(f"#v-{number} .bt-num").inner_text().endswith(number)


def test_read_log_in_write_be_moderated_be_answered_be_hidden(arrive, samples):
    anna, kim, mehmet = (arrive(java_script_enabled=False) for _person in range(3))
    said, answered, reason = "Mir fehlt <b>Schatten</b>.", "Mir auch.", "Nennt eine Adresse."
    samples.empty_inbox()
    where = f"vorhaben/{samples.open}"

    page = anna.open(where)
    follow(page.locator("#schreiben").get_by_role("link", name="Anmelden"))
    page.check("input[value=anna]")
    follow(page.locator("main").get_by_role("button", name="Anmelden"))
    assert page.url == anna.portal.url(f"de/{where}")
    page.get_by_role("radio", name="dagegen").check()
    page.get_by_label("Ihr Beitrag").fill(said)
    follow(page.get_by_role("button", name="Absenden"))
    assert "/angekommen" in page.url
    assert anna.open(where).get_by_text(said).is_visible()

    mehmet.log_in("mehmet")
    assert mehmet.open(where).get_by_text(said).count() == 0

    kim.log_in("kim")
    page = kim.open("moderation")
    assert page.locator("#fall").get_by_text(said).is_visible()
    follow(page.get_by_role("button", name="Freigeben"))
    assert "Linde 12" in page.locator(".bt-flash").inner_text()

    page = mehmet.open(where)
    contribution = page.locator("article.bt-say", has_text=said)
    follow(contribution.get_by_role("link", name="Antworten"))
    page.get_by_role("radio", name="dafür").check()
    page.get_by_label("Ihr Beitrag").fill(answered)
    follow(page.get_by_role("button", name="Absenden"))
    follow(kim.open("moderation").get_by_role("button", name="Freigeben"))

    page = anna.open(where)
    place = page.locator("article.bt-say", has_text=said).get_attribute("id")
    assert page.locator(f"li:has(> #{place}) article", has_text=answered).count() == 1

    page = kim.open("moderation?beitrag=" + place.removeprefix("b-"))
    page.get_by_label("Beitrag verbergen").check()
    page.get_by_label("Welche Regel").select_option("data")
    page.get_by_label("Was ist der Grund").fill(reason)
    follow(page.get_by_role("button", name="Einschränken"))
    page = arrive(java_script_enabled=False).open(where)
    assert page.get_by_text(said).count() == 0
    tombstone = page.locator(f"#{place}.bt-gone").inner_text()
    assert "keine Daten anderer Menschen" in tombstone
    assert reason not in tombstone
    assert page.locator(f"li:has(> #{place}) article", has_text=answered).count() == 1


def test_errors_are_told_and_the_text_stays(without_script, samples):
    without_script.log_in("anna")
    without_script.expect(400)
    page = without_script.open(f"vorhaben/{samples.open}")
    page.get_by_label("Ihr Beitrag").fill("Schon geschrieben.")
    follow(page.get_by_role("button", name="Absenden"))
    assert "Fehler" in page.title()
    assert page.locator(".bt-errors a").count() == 1
    assert page.get_by_label("Ihr Beitrag").input_value() == "Schon geschrieben."
    follow(page.locator(".bt-errors a"))
    assert page.locator(":target").get_attribute("type") == "radio"


def test_a_text_is_kept_when_the_time_ends_while_writing(without_script, samples):
    without_script.log_in("anna")
    without_script.expect(409)
    page = without_script.open(f"vorhaben/{samples.open}")
    page.get_by_role("radio", name="dafür").check()
    page.get_by_label("Ihr Beitrag").fill("Fast zu spät.")
    with samples.closed(samples.open):
        follow(page.get_by_role("button", name="Absenden"))
    assert page.locator(".bt-kept").inner_text() == "Fast zu spät."
