"""A PMTiles file as the reference library writes it."""

import gzip

import pytest
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from beteiligung.tiles.archive import Archive
from beteiligung.tiles.grid import Tile, tile_at
from beteiligung.tiles.pictures import MOST_BYTES
from beteiligung.tiles.sources import source

from .servers import PNG


def written(path, tiles, kind=TileType.PNG, packed=Compression.NONE):
    with path.open("wb") as file:
        writer = Writer(file)
        for tile, picture in sorted(tiles.items(), key=lambda pair: zxy_to_tileid(*pair[0])):
            writer.write_tile(zxy_to_tileid(*tile), picture)
        edges = {"min_lon_e7": 71000000, "min_lat_e7": 514000000, "max_lon_e7": 73500000, "max_lat_e7": 515500000}
        writer.finalize({"tile_type": kind, "tile_compression": packed, "center_zoom": 0, **edges}, {})
    return path


def test_each_tile_of_it(tmp_path):
    tiles = {tile_at(7.2, 51.5, z): PNG + bytes([z]) for z in range(8, 15)}
    archive = source(str(written(tmp_path / "stadt.pmtiles", tiles)))

    assert {tile: archive.picture(tile) for tile in tiles} == tiles
    assert archive.picture(Tile(12, 0, 0)) is None
    assert archive.zoom == (8, 14)
    assert archive.frame == (7.1, 51.4, 7.35, 51.55)


def test_directories_below_directories(tmp_path):
    many = [Tile(12, x, y) for x in range(2000, 2200) for y in range(1300, 1400)]
    tiles = {tile: PNG + bytes((tile.x * tile.y * 7919) % 251) + bytes(f"{tile.x} {tile.y}", "ascii") for tile in many}
    archive = Archive(written(tmp_path / "gross.pmtiles", tiles))

    assert archive._header["leaf_directory_length"] > 0
    for tile in list(tiles)[::997]:
        assert archive.picture(tile) == tiles[tile]


def test_packed_pictures(tmp_path):
    tiles = {Tile(9, 1, 1): gzip.compress(PNG), Tile(9, 1, 2): gzip.compress(PNG + bytes(10 * MOST_BYTES))}
    archive = Archive(written(tmp_path / "a.pmtiles", tiles, packed=Compression.GZIP))

    assert [archive.picture(tile) for tile in tiles] == [PNG, None]


@pytest.mark.parametrize("picture", [b"<html>", PNG + bytes(MOST_BYTES)])
def test_what_is_no_picture_stays_inside(tmp_path, picture):
    archive = Archive(written(tmp_path / "a.pmtiles", {Tile(9, 1, 1): picture}))

    assert archive.picture(Tile(9, 1, 1)) is None


def test_vector_tiles_are_refused(tmp_path):
    with pytest.raises(ValueError, match="vector"):
        source(str(written(tmp_path / "a.pmtiles", {Tile(9, 1, 1): b"x"}, kind=TileType.MVT)))


@pytest.mark.parametrize(
    "content", [b"", b"PMTiles", b"PMTiles\x02" + bytes(200), b"SQLite format 3\x00" + bytes(200), bytes(range(256))]
)
def test_other_files_are_refused(tmp_path, content):
    file = tmp_path / "a.pmtiles"
    file.write_bytes(content)

    with pytest.raises(ValueError, match="PMTiles"):
        source(str(file))


@pytest.mark.parametrize("end", [127, 130, 140])
def test_a_file_that_is_cut_short_is_refused(tmp_path, end):
    tiles = {Tile(9, x, 1): PNG + bytes([x]) for x in range(200)}
    whole = written(tmp_path / "a.pmtiles", tiles)
    whole.write_bytes(whole.read_bytes()[:end])

    with pytest.raises(ValueError, match="whole"):
        Archive(whole)


def test_neither_a_missing_file_nor_a_folder(tmp_path):
    for path in (tmp_path / "missing.pmtiles", tmp_path):
        with pytest.raises(ValueError, match="can be read"):
            Archive(path)
