"""Sets of places in a list as one long number: bit 0 is the first. 20,000 of them fit into 2.5 kB."""

BLOCK = 2048
_BIT = tuple(1 << place for place in range(8))


def of(positions, size):
    """The set of these positions, of which none may be ``size`` or more."""
    octets = bytearray((size >> 3) + 1)
    for position in positions:
        octets[position >> 3] |= _BIT[position & 7]
    return int.from_bytes(octets, "little")


def flags(mask, size):
    """A text of so many signs: ``1`` where the position is in the set. To be read once for many questions."""
    return format(mask, f"0{max(size, 1)}b")[::-1]


def positions(mask, size, most=None, skip=0):
    """The positions in the set in order; the first ``skip`` are left out, and no more than ``most`` are given."""
    signs = flags(mask, size)
    at = 0
    while skip and at < len(signs) and (here := signs.count("1", at, at + BLOCK)) <= skip:
        skip, at = skip - here, at + BLOCK
    found = []
    while (most is None or len(found) < most) and (at := signs.find("1", at)) >= 0:
        if skip:
            skip -= 1
        else:
            found.append(at)
        at += 1
    return found
