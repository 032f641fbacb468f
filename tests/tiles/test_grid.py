import pytest
from hypothesis import given
from hypothesis import strategies as st

from beteiligung.tiles.grid import Frame, Tile, tile_at

BOCHUM = Frame(7.1, 51.4, 7.35, 51.55)


@given(st.floats(-179.9, 179.9), st.floats(-84, 84), st.integers(0, 19))
def test_a_tile_holds_the_place_it_was_found_by(lon, lat, z):
    tile = tile_at(lon, lat, z)
    west, south, east, north = tile.degrees

    assert tile.exists
    assert west - 1e-9 <= lon <= east + 1e-9
    assert south - 1e-9 <= lat <= north + 1e-9
    assert Frame(lon, lat, lon, lat).touches(tile)


def test_the_world_is_one_tile():
    assert Tile(0, 0, 0).metres == pytest.approx((-20037508.3428, -20037508.3428, 20037508.3428, 20037508.3428))
    assert Tile(0, 0, 0).degrees == pytest.approx((-180, -85.0511288, 180, 85.0511288))


@pytest.mark.parametrize("tile", [Tile(3, 8, 0), Tile(3, 0, 8), Tile(3, -1, 0), Tile(23, 0, 0), Tile(10**20, 0, 0)])
def test_what_is_no_tile(tile):
    assert not tile.exists


def test_a_frame_and_what_surrounds_it():
    far = BOCHUM.with_surroundings

    assert far == (6.85, 51.25, 7.6, 51.7)
    assert Frame(7.2, 51.5, 7.2, 51.5).with_surroundings == (7.15, 51.45, 7.25, 51.55)
    assert far.touches(tile_at(7.2, 51.5, 19))
    assert not far.touches(tile_at(13.4, 52.5, 10))
    assert Frame.around([]) is None
