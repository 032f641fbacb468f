"""``flask beteiligung conditions``: what stands in the terminal, and which offices are written to."""

from datetime import date

from sqlalchemy import func, select

from beteiligung.beschluss.models import Beschluss, Condition, Result
from beteiligung.gremium.models import Gremium, GremiumKind
from beteiligung.outbox.models import OutboxMail

from .. import records


def test_what_is_late_is_printed_and_its_office_is_written_to_once(make_app, session, radweg):
    body = Gremium(slug="rat", kind=GremiumKind.COUNCIL, name="Rat")
    decision = Beschluss(vorhaben=radweg, gremium=body, title="Ja", text="Ja.", result=Result.ADOPTED)
    decision.decided_on, decision.recorded_by, decision.recorded_at = date(2020, 1, 1), "gs", records.NOW
    demanded = {"office": "Tiefbauamt", "changed_at": records.NOW, "changed_by": "gs"}
    decision.conditions = [
        Condition(text="Plan\tzeigen", due_on=date(2020, 4, 1), **demanded),
        Condition(text="Später", due_on=date(2999, 4, 1), **demanded),
    ]
    session.add(decision)
    session.commit()
    app = make_app(BETEILIGUNG_OFFICES={"tiefbauamt": "tief@stadt.example"})

    runs = [app.test_cli_runner().invoke(args=["beteiligung", "conditions", "--remind"]) for _ in range(2)]

    assert [one.stdout for one in runs] == ["2020-04-01\tTiefbauamt\tRat\tPlan zeigen\n"] * 2
    assert [one.stderr[:1] for one in runs] == ["1", "0"]
    session.rollback()
    assert session.scalar(select(func.count(OutboxMail.id)).where(OutboxMail.kind == "condition_due")) == 1
