"""The whole record of a Vorhaben: goal, cost, next step, checks, terms, changes, versions, wishes."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

OPTIONAL = (
    ("start_actual", sa.Date()),
    ("start_actual_precision", sa.String(length=20)),
    ("end_actual", sa.Date()),
    ("end_actual_precision", sa.String(length=20)),
    ("wish_answer", sa.String()),
    ("wish_answered_at", sa.DateTime(timezone=True)),
    ("contact", sa.String()),
    ("cost_amount", sa.BigInteger()),
    ("cost_precision", sa.String(length=20)),
    ("cost_source", sa.String()),
    ("next_step_on", sa.Date()),
    ("next_step_precision", sa.String(length=20)),
    ("checked_on", sa.Date()),
    ("next_check_on", sa.Date()),
    ("published_at", sa.DateTime(timezone=True)),
)
LISTS = ("open_points", "fixed_points")
TEXTS = ("goal", "affected")


def upgrade():
    op.create_table(
        "beteiligung_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_term"),
        sa.UniqueConstraint("slug", name="uq_beteiligung_term_slug"),
    )
    with op.batch_alter_table("beteiligung_vorhaben") as table:
        for name, kind in OPTIONAL:
            table.add_column(sa.Column(name, kind))
        for name in LISTS:
            table.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
        table.create_index("ix_beteiligung_vorhaben_check", ["publication", "next_check_on"])
    with op.batch_alter_table("beteiligung_vorhaben") as table:
        for name in LISTS:
            table.alter_column(name, existing_type=sa.JSON(), server_default=None)
    with op.batch_alter_table("beteiligung_vorhaben_text") as table:
        for name in TEXTS:
            table.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("beteiligung_vorhaben_text") as table:
        for name in TEXTS:
            table.alter_column(name, existing_type=sa.String(), server_default=None)
    _pair("clause", "beteiligung_clause")
    _pair("term", "beteiligung_term")
    op.create_table(
        "beteiligung_field_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vorhaben_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_name", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("old", sa.JSON(), nullable=True),
        sa.Column("new", sa.JSON(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        _of_vorhaben("beteiligung_field_change"),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_field_change"),
    )
    op.create_index("ix_beteiligung_field_change_vorhaben_id", "beteiligung_field_change", ["vorhaben_id"])
    op.create_table(
        "beteiligung_vorhaben_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vorhaben_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_name", sa.String(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        _of_vorhaben("beteiligung_vorhaben_version"),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_vorhaben_version"),
        sa.UniqueConstraint("vorhaben_id", "number", name="uq_beteiligung_vorhaben_version_vorhaben_id"),
    )
    op.create_table(
        "beteiligung_wish",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vorhaben_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("wished_at", sa.DateTime(timezone=True), nullable=False),
        _of_vorhaben("beteiligung_wish"),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_wish"),
        sa.UniqueConstraint("vorhaben_id", "author_id", name="uq_beteiligung_wish_vorhaben_id"),
    )


def _of_vorhaben(table):
    name = f"fk_{table}_vorhaben_id"
    return sa.ForeignKeyConstraint(["vorhaben_id"], ["beteiligung_vorhaben.id"], name=name, ondelete="CASCADE")


def _pair(other, table):
    """A table that says which Vorhaben belong to which others."""
    name = f"beteiligung_vorhaben_{other}"
    op.create_table(
        name,
        sa.Column("vorhaben_id", sa.Integer(), nullable=False),
        sa.Column(f"{other}_id", sa.Integer(), nullable=False),
        _of_vorhaben(name),
        sa.ForeignKeyConstraint([f"{other}_id"], [f"{table}.id"], name=f"fk_{name}_{other}_id"),
        sa.PrimaryKeyConstraint("vorhaben_id", f"{other}_id", name=f"pk_{name}"),
    )
    op.create_index(f"ix_{name}_{other}_id", name, [f"{other}_id", "vorhaben_id"])


def downgrade():
    op.drop_table("beteiligung_wish")
    op.drop_table("beteiligung_vorhaben_version")
    op.drop_index("ix_beteiligung_field_change_vorhaben_id", table_name="beteiligung_field_change")
    op.drop_table("beteiligung_field_change")
    for other in ("term", "clause"):
        name = f"beteiligung_vorhaben_{other}"
        op.drop_index(f"ix_{name}_{other}_id", table_name=name)
        op.drop_table(name)
    with op.batch_alter_table("beteiligung_vorhaben_text") as table:
        for name in reversed(TEXTS):
            table.drop_column(name)
    with op.batch_alter_table("beteiligung_vorhaben") as table:
        table.drop_index("ix_beteiligung_vorhaben_check")
        for name in (*LISTS, *(name for name, kind in OPTIONAL)):
            table.drop_column(name)
    op.drop_table("beteiligung_term")
