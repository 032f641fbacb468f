from hypothesis import given
from hypothesis import strategies as st

from beteiligung.vorhaben import bits

SOME = st.sets(st.integers(0, 9999), max_size=200)


@given(SOME, st.integers(0, 250), st.integers(0, 50))
def test_positions_come_back_in_order(some, skip, most):
    mask = bits.of(some, 10_000)

    assert mask.bit_count() == len(some)
    assert bits.positions(mask, 10_000) == sorted(some)
    assert bits.positions(mask, 10_000, most, skip) == sorted(some)[skip : skip + most]


@given(SOME, SOME)
def test_sets_meet_as_sets_do(one, other):
    both = bits.of(one, 10_000) & bits.of(other, 10_000)

    assert bits.positions(both, 10_000) == sorted(one & other)


def test_an_empty_list_has_no_places():
    assert bits.of((), 0) == 0
    assert bits.positions(0, 0) == []
