"""The office of a body records a decision without a script; everybody reads it, and who took part is told."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from beteiligung.beschluss.models import Beschluss
from beteiligung.outbox.models import OutboxMail
from beteiligung.vorhaben.models import Status, Vorhaben

from .visitor import follow

TRAM = "linie-309-310-august-bebel-platz"
TITLE = "Die Verlängerung wird beantragt"


def test_from_the_agenda_to_the_mail(arrive, portal):
    visitor = arrive(java_script_enabled=False)
    visitor.log_in("gs")
    visitor.expect(400)
    page = visitor.open("gremien/bv-2/sitzungen")
    follow(page.locator("ol.bt-lines h3 a").first)
    follow(page.get_by_role("link", name="Beschluss erfassen").first)
    assert page.locator("#paper_number").input_value() == "20262207"

    follow(page.locator("button[value=speichern]").last)
    assert "Fehler" in page.title()
    page.select_option("#result", "adopted")
    page.fill("#title", TITLE)
    page.fill("#text", "Die Stadt beantragt das Fördergeld.")
    page.fill("#reason", "Die Bahn bringt mehr Menschen ohne Auto in den Stadtteil.")
    page.fill("#yes", "12")
    page.fill("#no", "5")
    page.fill("#conditions-0-text", "Plan für die Bauzeit zeigen")
    page.fill("#conditions-0-office", "Tiefbauamt")
    page.fill("#conditions-0-due_on", "2027-03-01")
    follow(page.locator("button[value=mehr-auflage]"))
    page.fill("#conditions-1-text", "Überflüssig")
    follow(page.locator("button[value=weg-auflage-1]"))
    assert page.locator("[id^=conditions-][id$=-text]").count() == 1
    follow(page.locator("button[value=speichern]").last)

    assert page.url.endswith(f"/vorhaben/{TRAM}#beschluss")
    decided = page.locator("section[aria-labelledby=beschluss]").inner_text()
    for words in (TITLE, "12", "Plan für die Bauzeit zeigen", "Die Bahn bringt mehr Menschen"):
        assert words in decided
    assert TITLE in page.locator(".bt-story").inner_text()
    assert TITLE in visitor.open("beschluesse/bv-2").locator("main").inner_text()
    with Session(portal.engine) as session:
        vorhaben = session.scalars(select(Vorhaben).where(Vorhaben.slug == TRAM)).one()
        assert vorhaben.status == Status.DECIDED
        decision = session.scalars(select(Beschluss).where(Beschluss.title == TITLE)).one()
        told = session.scalars(select(OutboxMail).where(OutboxMail.key.startswith(f"decided:{decision.id}:"))).all()
        authors = {"demo:Linde 30", "demo:Eberesche 6", "demo:Buche 27"}
        assert authors <= {mail.recipient_id for mail in told}
    _undo(portal, decision.id)


def _undo(portal, number):
    """The demonstration is shared: the Vorhaben waits for its body again."""
    with Session(portal.engine) as session:
        session.connection(execution_options={"beteiligung_writes": True})
        session.delete(session.get(Beschluss, number))
        vorhaben = session.scalars(select(Vorhaben).where(Vorhaben.slug == TRAM)).one()
        vorhaben.status, vorhaben.history = Status.EVALUATION, vorhaben.history[:-1]
        session.commit()
