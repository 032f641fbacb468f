"""Pictures, documents and links of a Vorhaben, and the files that belong to them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade():
    op.create_table(
        "beteiligung_attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vorhaben_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("alt", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("licence", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["vorhaben_id"],
            ["beteiligung_vorhaben.id"],
            name="fk_beteiligung_attachment_vorhaben_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_attachment"),
    )
    op.create_index("ix_beteiligung_attachment_order", "beteiligung_attachment", ["vorhaben_id", "position"])
    op.create_table(
        "beteiligung_stored_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["beteiligung_attachment.id"],
            name="fk_beteiligung_stored_file_attachment_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_stored_file"),
        sa.UniqueConstraint("name", name="uq_beteiligung_stored_file_name"),
    )
    op.create_index("ix_beteiligung_stored_file_attachment_id", "beteiligung_stored_file", ["attachment_id"])


def downgrade():
    op.drop_table("beteiligung_stored_file")
    op.drop_table("beteiligung_attachment")
