"""The one place that knows how each database looks words up."""

from sqlalchemy import Boolean, String, TypeDecorator, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

LEXEMES = "array_to_tsvector(string_to_array({column}, ' '))"
"""On PostgreSQL: the stored tokens as they are. The index is made of the same expression, so it is used."""


class Query(TypeDecorator):
    """Terms in the syntax of the database at hand. Tokens hold only letters, digits and our own two signs."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return _SYNTAX[dialect.name](value)


def _fts5(words):
    def said(term):
        return f'"{term.token}"*' if term.is_prefix else f'"{term.token}"'

    return " AND ".join(f"({' OR '.join(map(said, terms))})" for terms in words)


def _tsquery(words):
    def said(term):
        return f"'{term.token}':*" if term.is_prefix else f"'{term.token}'"

    return " & ".join(f"({' | '.join(map(said, terms))})" for terms in words)


_SYNTAX = {"sqlite": _fts5, "postgresql": _tsquery}


class matches(FunctionElement):
    """``matches(Vorhaben.id, terms)``: does the index know one term of every word for this Vorhaben?"""

    inherit_cache = True
    type = Boolean()
    column = "words"

    def __init__(self, key, terms):
        super().__init__(key, bindparam(None, terms, type_=Query(), unique=True))

    def self_group(self, against=None):
        """SQLAlchemy would write ``… = 1`` on SQLite, and SQLite would then read the whole table."""
        return self


class matches_in_title(matches):
    """The same, in its titles alone."""

    inherit_cache = True
    column = "title"


@compiles(matches, "sqlite")
def _on_sqlite(element, compiler, **options):
    key, query = (compiler.process(clause, **options) for clause in element.clauses)
    fts = "beteiligung_search_fts"
    return f"({key} IN (SELECT rowid FROM {fts} WHERE {fts}.{element.column} MATCH {query}))"


@compiles(matches, "postgresql")
def _on_postgresql(element, compiler, **options):
    key, query = (compiler.process(clause, **options) for clause in element.clauses)
    lexemes = LEXEMES.format(column=f"beteiligung_search.{element.column}")
    return f"({key} IN (SELECT vorhaben_id FROM beteiligung_search WHERE {lexemes} @@ CAST({query} AS tsquery)))"
