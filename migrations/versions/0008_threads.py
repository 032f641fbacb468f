"""Places in a thread, support, edits with history, receipts, and where people say they live."""

import sqlalchemy as sa
from alembic import op

from beteiligung.search import tokens

revision = "0008"
down_revision = "0007"

TABLE = "beteiligung_beitrag"
INDEXES = {
    "supported": ["vorhaben_id", "depth", "supports"],
    "strongest": ["vorhaben_id", "stance", "supports"],
    "balance": ["vorhaben_id", "visibility", "is_official", "stance", "bezirk_number", "author_id"],
    "author": ["author_id", "vorhaben_id"],
}
REQUIRED = {"replies": "0", "supports": "0", "renderer": "0", "plain": "", "rendered": ""}
CHUNK = 1000


def upgrade():
    moment, stance = sa.DateTime(timezone=True), sa.String(length=20)
    text = {"plain": sa.String(), "rendered": sa.String()}
    with op.batch_alter_table(TABLE) as table:
        for name, default in REQUIRED.items():
            table.add_column(sa.Column(name, text.get(name, sa.Integer()), nullable=False, server_default=default))
        table.add_column(sa.Column("position", sa.Integer(), nullable=True))
        table.add_column(sa.Column("bezirk_number", sa.Integer(), nullable=True))
        table.add_column(sa.Column("edited_at", moment, nullable=True))
        table.add_column(sa.Column("withdrawn_at", moment, nullable=True))
        table.add_column(sa.Column("receipt", sa.String(length=64), nullable=True))
        table.create_foreign_key(
            f"fk_{TABLE}_bezirk_number", "beteiligung_bezirk", ["bezirk_number"], ["number"]
        )
        table.create_unique_constraint(f"uq_{TABLE}_parent_id", ["parent_id", "position"])
        table.create_unique_constraint(f"uq_{TABLE}_receipt", ["receipt"])
        table.create_check_constraint(f"ck_{TABLE}_older_parent", "parent_id < id")
    with op.batch_alter_table(TABLE) as table:
        for name in REQUIRED:
            table.alter_column(name, existing_type=text.get(name, sa.Integer()), server_default=None)
    for name, columns in INDEXES.items():
        op.create_index(f"ix_{TABLE}_{name}", TABLE, columns)
    op.create_table(
        "beteiligung_support",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("beitrag_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("supported_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["beitrag_id"], [f"{TABLE}.id"], name="fk_beteiligung_support_beitrag_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_support"),
        sa.UniqueConstraint("beitrag_id", "author_id", name="uq_beteiligung_support_beitrag_id"),
    )
    op.create_index("ix_beteiligung_support_author", "beteiligung_support", ["author_id"])
    op.create_table(
        "beteiligung_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("beitrag_id", sa.Integer(), nullable=False),
        sa.Column("stance", stance, nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("was_public", sa.Boolean(), nullable=False),
        sa.Column("written_at", moment, nullable=False),
        sa.Column("replaced_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["beitrag_id"], [f"{TABLE}.id"], name="fk_beteiligung_revision_beitrag_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_revision"),
    )
    op.create_index("ix_beteiligung_revision_beitrag_id", "beteiligung_revision", ["beitrag_id"])
    _give_places()
    _make_searchable()


def downgrade():
    op.drop_table("beteiligung_revision")
    op.drop_table("beteiligung_support")
    for name in INDEXES:
        op.drop_index(f"ix_{TABLE}_{name}", table_name=TABLE)
    # what an older program does not know of must not be seen by anybody
    op.execute(f"UPDATE {TABLE} SET visibility = 'hidden', hidden_reason = '' WHERE visibility = 'withdrawn'")
    with op.batch_alter_table(TABLE) as table:
        table.drop_constraint(f"ck_{TABLE}_older_parent", type_="check")
        table.drop_constraint(f"uq_{TABLE}_receipt", type_="unique")
        table.drop_constraint(f"uq_{TABLE}_parent_id", type_="unique")
        table.drop_constraint(f"fk_{TABLE}_bezirk_number", type_="foreignkey")
        for name in ("receipt", "withdrawn_at", "edited_at", "bezirk_number", "position", *REQUIRED):
            table.drop_column(name)


def _give_places():
    """Answers that were public once, in their order, and at each Beitrag how many there are."""
    op.execute(
        f"UPDATE {TABLE} SET position = placed.place FROM (SELECT id, row_number() OVER "
        f"(PARTITION BY parent_id ORDER BY submitted_at, id) AS place FROM {TABLE} "
        f"WHERE parent_id IS NOT NULL AND published_at IS NOT NULL) AS placed WHERE placed.id = {TABLE}.id"
    )
    op.execute(
        f"UPDATE {TABLE} SET replies = counted.number FROM (SELECT parent_id, count(*) AS number FROM {TABLE} "
        f"WHERE position IS NOT NULL GROUP BY parent_id) AS counted WHERE counted.parent_id = {TABLE}.id"
    )


def _make_searchable():
    """The HTML is made when a page is shown, until its author writes again."""
    connection, last = op.get_bind(), 0
    beitrag = sa.table(TABLE, sa.column("id", sa.Integer), sa.column("body", sa.String), sa.column("plain", sa.String))
    rows = sa.select(beitrag.c.id, beitrag.c.body).order_by(beitrag.c.id).limit(CHUNK)
    change = beitrag.update().where(beitrag.c.id == sa.bindparam("of")).values(plain=sa.bindparam("folded"))
    while some := connection.execute(rows.where(beitrag.c.id > last)).all():
        connection.execute(change, [{"of": row.id, "folded": _plain(row.body)} for row in some])
        last = some[-1].id


def _plain(text):
    words = (word for unit in tokens.units(tokens.tidy(text)) for word in tokens.split(unit[0])[0])
    return " ".join(filter(None, map(tokens.fold, words)))
