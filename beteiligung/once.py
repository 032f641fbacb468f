"""Rows that may be there once, whoever comes first."""

from sqlalchemy.dialects import postgresql, sqlite

_INSERT = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def insert_once(session, model, rows, *, unique):
    """Store rows; what another transaction stored under the same ``unique`` column stays as it is. How many were new.

    A constraint that fails would undo everything else in the transaction: here nothing fails.
    """
    if not rows:
        return 0
    session.flush()
    table = model.__table__
    statement = _INSERT[session.get_bind().dialect.name](table).on_conflict_do_nothing(index_elements=[unique])
    statement = statement.returning(table.c[unique])  # PostgreSQL's driver does not count what such an insert stored
    pieces = (rows[at : at + _PIECE] for at in range(0, len(rows), _PIECE))
    return sum(len(session.execute(statement.values(piece)).all()) for piece in pieces)


_PIECE = 500
"""So many rows in one statement: SQLite takes no more than 32,766 values."""
