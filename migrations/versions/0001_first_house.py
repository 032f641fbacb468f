"""Stadtbezirke, the agreement with its clauses, Vorhaben, Beiträge."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = ("beteiligung",)


def upgrade():
    op.create_table(
        "beteiligung_bezirk",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("outline", sa.JSON(), nullable=True),
        sa.Column("is_sketch", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_beteiligung_bezirk"),
        sa.UniqueConstraint("slug", name="uq_beteiligung_bezirk_slug"),
    )
    op.create_table(
        "beteiligung_vereinbarung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=True),
        sa.Column("period_to", sa.Date(), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_vereinbarung"),
    )
    op.create_table(
        "beteiligung_clause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vereinbarung_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("chapter", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quotation", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("commitment", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("deadlines", sa.JSON(), nullable=False),
        sa.Column("relative", sa.JSON(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["vereinbarung_id"], ["beteiligung_vereinbarung.id"], name="fk_beteiligung_clause_vereinbarung_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_clause"),
        sa.UniqueConstraint("vereinbarung_id", "fingerprint", name="uq_beteiligung_clause_vereinbarung_id"),
    )
    op.create_table(
        "beteiligung_vorhaben",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("publication", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("clause_id", sa.Integer(), nullable=True),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("topic_slug", sa.String(), nullable=False),
        sa.Column("is_citywide", sa.Boolean(), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("start_precision", sa.String(length=20), nullable=True),
        sa.Column("end_on", sa.Date(), nullable=True),
        sa.Column("end_precision", sa.String(length=20), nullable=True),
        sa.Column("end_first", sa.Date(), nullable=True),
        sa.Column("end_first_precision", sa.String(length=20), nullable=True),
        sa.Column("delay_reason", sa.String(), nullable=True),
        sa.Column("open_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("open_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("no_participation_reason", sa.String(), nullable=True),
        sa.Column("office", sa.String(), nullable=True),
        sa.Column("next_step", sa.String(), nullable=True),
        sa.Column("search", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["clause_id"], ["beteiligung_clause.id"], name="fk_beteiligung_vorhaben_clause_id"),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_vorhaben"),
        sa.UniqueConstraint("slug", name="uq_beteiligung_vorhaben_slug"),
    )
    op.create_index("ix_beteiligung_vorhaben_clause_id", "beteiligung_vorhaben", ["clause_id"])
    op.create_index("ix_beteiligung_vorhaben_list", "beteiligung_vorhaben", ["publication", "is_citywide", "status"])
    op.create_index("ix_beteiligung_vorhaben_open", "beteiligung_vorhaben", ["publication", "open_until"])
    op.create_index("ix_beteiligung_vorhaben_topic_slug", "beteiligung_vorhaben", ["topic_slug"])
    op.create_table(
        "beteiligung_beitrag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vorhaben_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("author_name", sa.String(), nullable=False),
        sa.Column("is_official", sa.Boolean(), nullable=False),
        sa.Column("stance", sa.String(length=20), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("visibility", sa.String(length=20), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("moderated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("moderated_by", sa.String(), nullable=True),
        sa.Column("hidden_reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["beteiligung_beitrag.id"], name="fk_beteiligung_beitrag_parent_id"),
        sa.ForeignKeyConstraint(["root_id"], ["beteiligung_beitrag.id"], name="fk_beteiligung_beitrag_root_id"),
        sa.ForeignKeyConstraint(
            ["vorhaben_id"], ["beteiligung_vorhaben.id"], name="fk_beteiligung_beitrag_vorhaben_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_beitrag"),
    )
    op.create_index("ix_beteiligung_beitrag_parent_id", "beteiligung_beitrag", ["parent_id"])
    op.create_index("ix_beteiligung_beitrag_queue", "beteiligung_beitrag", ["visibility", "submitted_at"])
    op.create_index("ix_beteiligung_beitrag_root_id", "beteiligung_beitrag", ["root_id"])
    op.create_index("ix_beteiligung_beitrag_thread", "beteiligung_beitrag", ["vorhaben_id", "depth", "submitted_at"])
    op.create_table(
        "beteiligung_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vorhaben_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("geometry", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["vorhaben_id"], ["beteiligung_vorhaben.id"], name="fk_beteiligung_place_vorhaben_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_place"),
    )
    op.create_index("ix_beteiligung_place_point", "beteiligung_place", ["lat", "lon"])
    op.create_index("ix_beteiligung_place_vorhaben_id", "beteiligung_place", ["vorhaben_id"])
    op.create_table(
        "beteiligung_status_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vorhaben_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("author_name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["vorhaben_id"],
            ["beteiligung_vorhaben.id"],
            name="fk_beteiligung_status_change_vorhaben_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_status_change"),
    )
    op.create_index("ix_beteiligung_status_change_vorhaben_id", "beteiligung_status_change", ["vorhaben_id"])
    op.create_table(
        "beteiligung_vorhaben_bezirk",
        sa.Column("vorhaben_id", sa.Integer(), nullable=False),
        sa.Column("bezirk_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bezirk_number"], ["beteiligung_bezirk.number"], name="fk_beteiligung_vorhaben_bezirk_bezirk_number"
        ),
        sa.ForeignKeyConstraint(
            ["vorhaben_id"],
            ["beteiligung_vorhaben.id"],
            name="fk_beteiligung_vorhaben_bezirk_vorhaben_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("vorhaben_id", "bezirk_number", name="pk_beteiligung_vorhaben_bezirk"),
    )
    op.create_index(
        "ix_beteiligung_vorhaben_bezirk_bezirk_number", "beteiligung_vorhaben_bezirk", ["bezirk_number", "vorhaben_id"]
    )
    op.create_table(
        "beteiligung_vorhaben_text",
        sa.Column("vorhaben_id", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["vorhaben_id"],
            ["beteiligung_vorhaben.id"],
            name="fk_beteiligung_vorhaben_text_vorhaben_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("vorhaben_id", "lang", name="pk_beteiligung_vorhaben_text"),
    )


def downgrade():
    op.drop_table("beteiligung_vorhaben_text")
    op.drop_index("ix_beteiligung_vorhaben_bezirk_bezirk_number", table_name="beteiligung_vorhaben_bezirk")
    op.drop_table("beteiligung_vorhaben_bezirk")
    op.drop_index("ix_beteiligung_status_change_vorhaben_id", table_name="beteiligung_status_change")
    op.drop_table("beteiligung_status_change")
    op.drop_index("ix_beteiligung_place_vorhaben_id", table_name="beteiligung_place")
    op.drop_index("ix_beteiligung_place_point", table_name="beteiligung_place")
    op.drop_table("beteiligung_place")
    op.drop_index("ix_beteiligung_beitrag_thread", table_name="beteiligung_beitrag")
    op.drop_index("ix_beteiligung_beitrag_root_id", table_name="beteiligung_beitrag")
    op.drop_index("ix_beteiligung_beitrag_queue", table_name="beteiligung_beitrag")
    op.drop_index("ix_beteiligung_beitrag_parent_id", table_name="beteiligung_beitrag")
    op.drop_table("beteiligung_beitrag")
    op.drop_index("ix_beteiligung_vorhaben_topic_slug", table_name="beteiligung_vorhaben")
    op.drop_index("ix_beteiligung_vorhaben_open", table_name="beteiligung_vorhaben")
    op.drop_index("ix_beteiligung_vorhaben_list", table_name="beteiligung_vorhaben")
    op.drop_index("ix_beteiligung_vorhaben_clause_id", table_name="beteiligung_vorhaben")
    op.drop_table("beteiligung_vorhaben")
    op.drop_table("beteiligung_clause")
    op.drop_table("beteiligung_vereinbarung")
    op.drop_table("beteiligung_bezirk")
