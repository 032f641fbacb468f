"""Report, restrict, object, decide: the whole walk in browsers that run no script; and the keys of the inbox."""

import pytest

from .visitor import follow

SAID = "Der Weg ist gut geplant. Wer dagegen ist, ist ein Trottel."
REASON = "Der zweite Satz greift Menschen an, der erste bleibt stehen."


@pytest.fixture
def people(arrive):
    """``people("kim")``: somebody who has logged in; ``people(None)`` has no account."""

    def coming(user):
        visitor = arrive(java_script_enabled=False)
        if user:
            visitor.log_in(user)
        return visitor

    return coming


def write_and_publish(people, samples, where):
    """Anna writes, Kim publishes; the number of the contribution."""
    samples.empty_inbox()
    page = people("anna").open(where)
    page.get_by_role("radio", name="dafür").check()
    page.get_by_label("Ihr Beitrag").fill(SAID)
    follow(page.get_by_role("button", name="Absenden"))
    follow(people("kim").open("moderation").get_by_role("button", name="Freigeben"))
    page = people(None).open(where)
    return page.locator("article.bt-say", has_text=SAID).last.get_attribute("id").removeprefix("b-")


def test_report_restrict_object_decide(people, samples):
    where = f"vorhaben/{samples.open}"
    number = write_and_publish(people, samples, where)

    nobody = people(None)
    page = nobody.open(where)
    follow(page.locator(f"#b-{number}").get_by_role("link", name="Melden"))
    page.get_by_label("Er beleidigt jemanden").check()
    page.get_by_label("Bitte erklären").fill("Trottel sagt man nicht.")
    page.wait_for_timeout(3100)  # nobody writes faster
    follow(page.get_by_role("button", name="Meldung absenden"))
    code, case = page.locator(".bt-code").inner_text(), page.locator(".bt-facts dd").first.inner_text()
    assert case.startswith("M-")

    kim = people("kim")
    page = kim.open(f"moderation?ablage=gemeldet&beitrag={number}")
    assert case in page.locator("#fall h2").inner_text()
    assert "Trottel sagt man nicht." in page.locator("#fall").inner_text()
    page.get_by_label("Stelle unkenntlich machen").check()
    page.get_by_label("Welche Stelle").fill("Wer dagegen ist, ist ein Trottel.")
    page.get_by_label("Welche Regel").select_option("attack")
    page.get_by_label("Was ist der Grund").fill(REASON)
    follow(page.get_by_role("button", name="Einschränken"))
    assert "Eingeschränkt" in page.locator(".bt-flash").inner_text()

    page = nobody.open("meldungen")
    page.get_by_label("Ihr Code").fill(code.lower().replace("-", " "))
    follow(page.get_by_role("button", name="Nachsehen"))
    assert "unkenntlich gemacht" in page.locator("main").inner_text()
    public = nobody.open(where).locator(f"#b-{number}").inner_text()
    assert "Trottel" not in public
    assert "Regel 1" in public

    anna = people("anna")
    page = anna.open("meine-bescheide")
    follow(page.locator(".bt-lines a").first)
    assert REASON in page.locator("main").inner_text()
    page.get_by_label("Warum sind Sie nicht einverstanden").fill("Ich meine damit mich selbst.")
    follow(page.get_by_role("button", name="Widersprechen"))
    assert "angekommen" in page.locator("main").inner_text()

    page = kim.open(f"moderation?ablage=widerspruch&beitrag={number}")
    assert "muss jemand anders entscheiden" in page.locator("#fall").inner_text()
    assert page.get_by_role("button", name="Entscheiden").count() == 0
    page = people("mo").open(f"moderation?ablage=widerspruch&beitrag={number}")
    page.get_by_label("wird zurückgenommen").check()
    page.get_by_label("Warum entscheiden Sie so").fill("Das ist Spott über sich selbst.")
    follow(page.get_by_role("button", name="Entscheiden"))

    assert "Trottel" in nobody.open(where).locator(f"#b-{number}").inner_text()
    page = anna.open("meine-bescheide")
    follow(page.locator(".bt-lines a").first)
    assert "Das ist Spott über sich selbst." in page.locator("main").inner_text()
    log = kim.open(f"moderation/protokoll?beitrag={number}").locator(".bt-lines").first.inner_text()
    words = ("freigegeben", "gemeldet", "unkenntlich gemacht", "widersprochen", "zurückgenommen")
    assert all(word in log for word in words)


def test_the_keys_work_only_when_they_are_on(visitor, samples):
    samples.wait_in_inbox("Erster mit Tasten.", "Zweiter mit Tasten.", "Dritter mit Tasten.")
    visitor.log_in("kim")
    page = visitor.open("moderation")
    first = page.locator("#fall .bt-say").inner_text()
    page.keyboard.press("j")
    page.wait_for_timeout(300)
    assert page.locator("#fall .bt-say").inner_text() == first

    page.get_by_role("checkbox", name="Tasten").check()
    with page.expect_navigation():
        page.keyboard.press("j")
    second = page.locator("#fall .bt-say").inner_text()
    assert second != first
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.name") == "kind"
    page.locator("#facts").focus()
    page.keyboard.type("jkfea")
    assert page.locator("#facts").input_value() == "jkfea"
    page.locator("h1").click()
    with page.expect_navigation():
        page.keyboard.press("f")
    assert "Freigegeben" in page.locator(".bt-flash").inner_text()
    assert page.locator("#fall .bt-say").inner_text() not in (first, second)
    samples.empty_inbox()
