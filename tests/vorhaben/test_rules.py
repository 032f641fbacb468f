import pytest

from beteiligung.vorhaben import rules
from beteiligung.vorhaben.models import OVER, STEPS, Status


@pytest.mark.parametrize("status", Status)
def test_every_status_leads_somewhere_and_never_to_itself(status):
    following = rules.next_statuses(status)

    assert following
    assert status not in following
    assert len(set(following)) == len(following)


@pytest.mark.parametrize("status", [s for s in STEPS if s not in OVER])
def test_what_is_not_over_may_be_paused_and_dropped(status):
    assert {Status.PAUSED, Status.DROPPED} <= set(rules.next_statuses(status))


@pytest.mark.parametrize(
    ("status", "never"), [("done", "dropped"), ("done", "announced"), ("announced", "done"), ("dropped", "done")]
)
def test_what_cannot_follow(status, never):
    assert Status(never) not in rules.next_statuses(Status(status))


def test_from_announced_one_can_reach_everything():
    reached, new = set(), {Status.ANNOUNCED}
    while new:
        reached |= new
        new = {s for status in new for s in rules.next_statuses(status)} - reached

    assert reached == set(Status)
