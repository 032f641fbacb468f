"""Versions of an agreement, the review of its clauses, and Vorhaben with children."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

VERSION_COLUMNS = ("file_name", "digest", "source", "imported_at")


def upgrade():
    op.create_table(
        "beteiligung_fassung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vereinbarung_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["vereinbarung_id"], ["beteiligung_vereinbarung.id"], name="fk_beteiligung_fassung_vereinbarung_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_fassung"),
        sa.UniqueConstraint("vereinbarung_id", "number", name="uq_beteiligung_fassung_vereinbarung_id"),
    )
    op.execute(
        "INSERT INTO beteiligung_fassung (vereinbarung_id, number, file_name, digest, source, imported_at) "
        "SELECT id, 1, file_name, digest, source, imported_at FROM beteiligung_vereinbarung"
    )
    with op.batch_alter_table("beteiligung_clause") as table:
        table.add_column(sa.Column("fassung_id", sa.Integer()))
        table.add_column(sa.Column("review", sa.String(length=20), nullable=False, server_default="open"))
        table.add_column(sa.Column("reviewed_at", sa.DateTime(timezone=True)))
        table.add_column(sa.Column("reviewed_by", sa.String()))
        table.add_column(sa.Column("review_reason", sa.String()))
        table.add_column(sa.Column("corrected", sa.JSON(), nullable=False, server_default="{}"))
        table.add_column(sa.Column("merged_into_id", sa.Integer()))
        table.add_column(sa.Column("split_from_id", sa.Integer()))
    op.execute(
        "UPDATE beteiligung_clause SET fassung_id = (SELECT id FROM beteiligung_fassung "
        "WHERE beteiligung_fassung.vereinbarung_id = beteiligung_clause.vereinbarung_id)"
    )
    with op.batch_alter_table("beteiligung_clause") as table:
        table.alter_column("fassung_id", existing_type=sa.Integer(), nullable=False)
        table.alter_column("review", existing_type=sa.String(length=20), server_default=None)
        table.alter_column("corrected", existing_type=sa.JSON(), server_default=None)
        table.create_foreign_key("fk_beteiligung_clause_fassung_id", "beteiligung_fassung", ["fassung_id"], ["id"])
        for column in ("merged_into_id", "split_from_id"):
            table.create_foreign_key(f"fk_beteiligung_clause_{column}", "beteiligung_clause", [column], ["id"])
        table.create_index("ix_beteiligung_clause_review", ["review"])
        table.create_index("ix_beteiligung_clause_split_from_id", ["split_from_id"])
    with op.batch_alter_table("beteiligung_vereinbarung") as table:
        for column in VERSION_COLUMNS:
            table.drop_column(column)
    with op.batch_alter_table("beteiligung_vorhaben") as table:
        table.add_column(sa.Column("parent_id", sa.Integer()))
        table.create_foreign_key("fk_beteiligung_vorhaben_parent_id", "beteiligung_vorhaben", ["parent_id"], ["id"])
        table.create_index("ix_beteiligung_vorhaben_parent_id", ["parent_id"])


def downgrade():
    with op.batch_alter_table("beteiligung_vorhaben") as table:
        table.drop_index("ix_beteiligung_vorhaben_parent_id")
        table.drop_constraint("fk_beteiligung_vorhaben_parent_id", type_="foreignkey")
        table.drop_column("parent_id")
    with op.batch_alter_table("beteiligung_vereinbarung") as table:
        for column in VERSION_COLUMNS:
            kind = sa.DateTime(timezone=True) if column == "imported_at" else sa.String()
            table.add_column(sa.Column(column, kind))
    newest = (
        "SELECT {column} FROM beteiligung_fassung AS f WHERE f.vereinbarung_id = beteiligung_vereinbarung.id "
        "AND f.number = (SELECT max(number) FROM beteiligung_fassung AS g WHERE g.vereinbarung_id = f.vereinbarung_id)"
    )
    for column in VERSION_COLUMNS:
        op.execute(f"UPDATE beteiligung_vereinbarung SET {column} = ({newest.format(column=column)})")
    with op.batch_alter_table("beteiligung_vereinbarung") as table:
        for column in VERSION_COLUMNS:
            kind = sa.DateTime(timezone=True) if column == "imported_at" else sa.String()
            table.alter_column(column, existing_type=kind, nullable=False)
    with op.batch_alter_table("beteiligung_clause") as table:
        table.drop_index("ix_beteiligung_clause_split_from_id")
        table.drop_index("ix_beteiligung_clause_review")
        for column in ("fassung_id", "merged_into_id", "split_from_id"):
            table.drop_constraint(f"fk_beteiligung_clause_{column}", type_="foreignkey")
        for column in (
            "fassung_id",
            "review",
            "reviewed_at",
            "reviewed_by",
            "review_reason",
            "corrected",
            "merged_into_id",
            "split_from_id",
        ):
            table.drop_column(column)
    op.drop_table("beteiligung_fassung")
