"""The desk of the elected bodies: who finds what there."""

import pytest

from ..gremium.bodies import bodies
from ..hosts import log_in

ADDRESS = "/beteiligung/de/gremien"


@pytest.fixture(autouse=True)
def there(session, bezirke):
    bodies(session, bezirke)


@pytest.mark.parametrize(("who", "status"), [(None, 403), ("anna", 403), ("kim", 403), ("amt", 200), ("bv", 200)])
def test_who_finds_the_bodies(request, app, client, who, status):
    log_in(app, request.getfixturevalue(who) if who else None)

    answer = client.get(ADDRESS)

    assert answer.status_code == status
    assert ("Rat der Stadt" in answer.text) is (status == 200)


def test_their_own_body_comes_first(app, client, bv):
    log_in(app, bv)

    page = client.get(ADDRESS).text

    assert page.index("BV Wattenscheid") < page.index("BV Mitte") < page.index("Rat der Stadt")
