"""What the search knows: tokens of every Vorhaben, an index that fits the database, and the words for typos."""

import sqlalchemy as sa
from alembic import op

from beteiligung.search.tokens import merged, spellings, tokens
from beteiligung.text import fold

revision = "0004"
down_revision = "0003"

# A later migration that copies beteiligung_search on SQLite must create the triggers again.
INDEX = {
    "sqlite": (
        "CREATE VIRTUAL TABLE beteiligung_search_fts USING fts5(title, words, content='beteiligung_search', "
        "content_rowid='vorhaben_id', tokenize='ascii', detail=column, columnsize=0)",
        "CREATE TRIGGER beteiligung_search_added AFTER INSERT ON beteiligung_search BEGIN "
        "INSERT INTO beteiligung_search_fts(rowid, title, words) VALUES (new.vorhaben_id, new.title, new.words); END",
        "CREATE TRIGGER beteiligung_search_gone AFTER DELETE ON beteiligung_search BEGIN "
        "INSERT INTO beteiligung_search_fts(beteiligung_search_fts, rowid, title, words) "
        "VALUES ('delete', old.vorhaben_id, old.title, old.words); END",
        "CREATE TRIGGER beteiligung_search_changed AFTER UPDATE ON beteiligung_search BEGIN "
        "INSERT INTO beteiligung_search_fts(beteiligung_search_fts, rowid, title, words) "
        "VALUES ('delete', old.vorhaben_id, old.title, old.words); "
        "INSERT INTO beteiligung_search_fts(rowid, title, words) VALUES (new.vorhaben_id, new.title, new.words); END",
    ),
    "postgresql": tuple(
        f"CREATE INDEX ix_beteiligung_search_{column}_lexemes ON beteiligung_search "
        f"USING gin (array_to_tsvector(string_to_array({column}, ' ')))"
        for column in ("title", "words")
    ),
}
NO_INDEX = {"sqlite": ("DROP TABLE beteiligung_search_fts",), "postgresql": ()}


def upgrade():
    entries = op.create_table(
        "beteiligung_search",
        sa.Column("vorhaben_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["vorhaben_id"], ["beteiligung_vorhaben.id"], name="fk_beteiligung_search_vorhaben_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("vorhaben_id", name="pk_beteiligung_search"),
    )
    words = op.create_table(
        "beteiligung_search_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_search_word"),
    )
    op.create_index("ix_beteiligung_search_word_word", "beteiligung_search_word", ["word"])
    op.create_index("ix_beteiligung_search_word_size", "beteiligung_search_word", ["size", "word"])
    connection = op.get_bind()
    for statement in INDEX[connection.dialect.name]:
        op.execute(statement)
    known = set()
    for number, said in _said(connection).items():
        indexed = [(field, tokens(text, lang)) for field, lang, text in said]
        entry = {
            "vorhaben_id": number,
            "title": merged(*(some for field, some in indexed if field == "title")),
            "words": merged(*(some for field, some in indexed)),
        }
        connection.execute(entries.insert(), [entry])
        known.update(spellings(entry["words"]))
    if known:
        connection.execute(words.insert(), [{"word": word, "size": len(word)} for word in sorted(known)])
    with op.batch_alter_table("beteiligung_vorhaben") as table:
        table.drop_column("search")


def downgrade():
    with op.batch_alter_table("beteiligung_vorhaben") as table:
        table.add_column(sa.Column("search", sa.String(), nullable=False, server_default=""))
    connection = op.get_bind()
    update = sa.text("UPDATE beteiligung_vorhaben SET search = :search WHERE id = :id")
    for number, said in _said(connection).items():
        folded = fold(" ".join(text for field, lang, text in said))
        connection.execute(update, {"id": number, "search": " ".join(dict.fromkeys(folded.split()))})
    with op.batch_alter_table("beteiligung_vorhaben") as table:
        table.alter_column("search", existing_type=sa.String(), server_default=None)
    for statement in NO_INDEX[connection.dialect.name]:
        op.execute(statement)
    op.drop_table("beteiligung_search_word")
    op.drop_table("beteiligung_search")


def _said(connection):
    """Everything that each Vorhaben says of itself: field, language, words."""
    said = {row.id: [("topic", "de", row.topic)] for row in connection.execute(sa.text("SELECT id, topic FROM beteiligung_vorhaben"))}
    for row in connection.execute(sa.text("SELECT * FROM beteiligung_vorhaben_text")).mappings():
        for field in ("title", "summary", "description", "goal", "affected"):
            said[row["vorhaben_id"]].append((field, row["lang"], row[field]))
    for field, query in (
        ("place", "SELECT vorhaben_id, words FROM beteiligung_place"),
        (
            "place",
            "SELECT vorhaben_id, name FROM beteiligung_vorhaben_bezirk "
            "JOIN beteiligung_bezirk ON beteiligung_bezirk.number = bezirk_number",
        ),
        (
            "topic",
            "SELECT vorhaben_id, name FROM beteiligung_vorhaben_term "
            "JOIN beteiligung_term ON beteiligung_term.id = term_id",
        ),
    ):
        for number, text in connection.execute(sa.text(query)):
            said[number].append((field, "de", text))
    return said
