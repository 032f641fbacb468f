"""A base map in one file of the host's own: PMTiles, version 3, with pictures in it."""

import gzip
import os
import zlib
from functools import lru_cache

from .grid import Frame
from .pictures import MOST_BYTES, kind

RASTER = {2: "image/png", 3: "image/jpeg", 4: "image/webp"}
HEADER = 127
DEEPEST_DIRECTORY = 4
MOST_DIRECTORY = 20_000_000
DAMAGED = (OSError, ValueError, LookupError, EOFError, TypeError, OverflowError, zlib.error)
"""A damaged file has many ways to say so."""


class Archive:
    """Opened once and read piece by piece, so that a file of any size costs nothing until it is asked."""

    def __init__(self, path):
        try:
            from pmtiles import tile as format_
        except ImportError as error:
            raise ValueError("the package pmtiles for a .pmtiles file: pip install 'beteiligung[pmtiles]'") from error
        self._format = format_
        try:
            self._file = os.open(path, os.O_RDONLY)
            self._header = format_.deserialize_header(os.pread(self._file, HEADER, 0))
        except OSError as error:
            raise ValueError(f"a file that can be read ({error.strerror})") from error
        except Exception as error:  # the package has no common class for what is no PMTiles file
            raise ValueError("a PMTiles file of version 3") from error
        if self._header["tile_type"].value not in RASTER:
            raise ValueError("a PMTiles file with pictures (PNG, JPEG or WebP); vector tiles are not drawn here")
        self._directory = lru_cache(maxsize=64)(self._read_directory)
        try:
            self._directory(self._header["root_offset"], self._header["root_length"])
        except DAMAGED as error:
            raise ValueError("a PMTiles file that is whole, with directories packed by gzip") from error

    @property
    def zoom(self):
        """The first and the last zoom level that it holds."""
        return self._header["min_zoom"], self._header["max_zoom"]

    @property
    def frame(self):
        """The part of the world that it shows."""
        names = ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7")
        return Frame(*(self._header[name] / 10_000_000 for name in names))

    def picture(self, tile):
        """The bytes of one tile, or ``None``."""
        try:
            found = self._find(self._format.zxy_to_tileid(tile.z, tile.x, tile.y))
        except DAMAGED:
            return None
        return found if found and len(found) <= MOST_BYTES and kind(found) else None

    def _find(self, number):
        start, length = self._header["root_offset"], self._header["root_length"]
        for _depth in range(DEEPEST_DIRECTORY):
            entry = self._format.find_tile(self._directory(start, length), number)
            if entry is None:
                return None
            if entry.run_length:
                return self._tile(self._header["tile_data_offset"] + entry.offset, entry.length)
            start, length = self._header["leaf_directory_offset"] + entry.offset, entry.length
        return None

    def _tile(self, start, length):
        raw = os.pread(self._file, length, start) if length <= MOST_BYTES else b""
        if self._header["tile_compression"] != self._format.Compression.GZIP:
            return raw
        return zlib.decompressobj(wbits=31).decompress(raw, MOST_BYTES + 1)

    def _read_directory(self, start, length):
        if length > MOST_DIRECTORY:
            raise ValueError("a directory of that size is none")
        raw = os.pread(self._file, length, start)
        return self._format.deserialize_directory(raw if raw[:2] == b"\x1f\x8b" else gzip.compress(raw, 1))
