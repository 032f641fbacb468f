"""A Stadtbezirk (city district): the political unit whose Bezirksvertretung reviews and decides."""
