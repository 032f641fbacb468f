"""The tree finds what a walk past every place finds, and looks at much less."""

import random
from itertools import islice

import pytest

from beteiligung.vorhaben import bits
from beteiligung.vorhaben.distance import metres, nearest
from beteiligung.vorhaben.tree import Site, Tree

HERE = (51.48, 7.21)
RADII = (0, 50, 500, 1000, 2000, 5000, 50_000)


def city(many, seed=7):
    """Places all over a city, some on the same spot, some lines, some areas; two to each Vorhaben."""
    chance = random.Random(seed)
    sites = []
    for number in range(many):
        lat, lon = 51.42 + chance.randrange(1100) / 10_000, 7.10 + chance.randrange(2200) / 10_000
        shape = None
        if number % 7 == 0:
            ends = [[lon, lat], [lon + chance.uniform(-0.05, 0.05), lat + chance.uniform(-0.05, 0.05)]]
            shape = {"type": "LineString", "coordinates": ends}
        elif number % 11 == 0:
            ring = [[lon, lat], [lon + 0.02, lat], [lon + 0.02, lat + 0.02], [lon, lat]]
            shape = {"type": "Polygon", "coordinates": [ring]}
        sites.append(Site.of(number // 2, lat, lon, shape))
    return sites


def walked(sites, radius):
    """The same without a tree: how far each Vorhaben is."""
    found = {}
    for site in sites:
        far = metres(*HERE, *nearest(*HERE, site.lat, site.lon, site.shape))
        if far <= radius:
            found[site.position] = min(far, found.get(site.position, far))
    return found


@pytest.mark.parametrize("many", [0, 1, 2, 12, 13, 145, 1000])
@pytest.mark.parametrize("radius", RADII)
def test_it_finds_what_a_walk_past_everything_finds(many, radius):
    sites = city(many)
    tree, wanted = Tree(sites, many + 1), walked(sites, radius)

    assert set(bits.positions(tree.within(*HERE, radius), many + 1)) == set(wanted)
    found = [(place.position, place.metres) for place in tree.nearest(*HERE, radius, (1 << many) - 1)]
    assert dict(found) == wanted
    assert [far for _position, far in found] == sorted(wanted.values())


def test_only_what_fits_is_found():
    sites = city(300)
    even = sum(1 << position for position in range(0, 150, 2))

    found = {place.position for place in Tree(sites, 150).nearest(*HERE, 5000, even)}

    assert found == {position for position in walked(sites, 5000) if position % 2 == 0}


def test_a_city_with_sixty_four_times_as_much_costs_a_few_times_as_much(monkeypatch):
    """The work is what is measured: boxes and places. Both count a circle and show the first page of what it holds."""
    measured = []
    for name in ("_reached", "_measured"):
        known = getattr(Tree, name)
        monkeypatch.setattr(Tree, name, lambda *args, known=known: measured.append(1) or known(*args))
    spent = {}
    for many in (500, 32_000):
        tree = Tree([Site.of(n, site.lat, site.lon) for n, site in enumerate(city(many))], many)
        measured.clear()
        inside = tree.within(*HERE, 5000).bit_count()
        first = len(list(islice(tree.nearest(*HERE, 5000, (1 << many) - 1), 20)))
        spent[many] = inside, first, len(measured)

    assert spent[32_000][0] > 50 * spent[500][0]
    assert spent[500][1] == spent[32_000][1] == 20
    assert spent[32_000][2] < 10 * spent[500][2]
    assert spent[32_000][2] < spent[32_000][0] / 4
