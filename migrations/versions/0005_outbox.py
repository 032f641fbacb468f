"""Mails that are to be sent, and the language in which somebody wrote."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

INDEXES = {"due": ["sent_at", "failed_at", "due_at"], "recipient_id": ["recipient_id"], "address": ["address"]}


def upgrade():
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "beteiligung_outbox_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("recipient_id", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("due_at", moment, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_until", moment, nullable=True),
        sa.Column("claimed_by", sa.String(), nullable=True),
        sa.Column("sent_at", moment, nullable=True),
        sa.Column("failed_at", moment, nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_outbox_mail"),
        sa.UniqueConstraint("key", name="uq_beteiligung_outbox_mail_key"),
    )
    for name, columns in INDEXES.items():
        op.create_index(f"ix_beteiligung_outbox_mail_{name}", "beteiligung_outbox_mail", columns)
    with op.batch_alter_table("beteiligung_beitrag") as table:
        table.add_column(sa.Column("lang", sa.String(), nullable=False, server_default="de"))
    with op.batch_alter_table("beteiligung_beitrag") as table:
        table.alter_column("lang", existing_type=sa.String(), server_default=None)


def downgrade():
    with op.batch_alter_table("beteiligung_beitrag") as table:
        table.drop_column("lang")
    for name in INDEXES:
        op.drop_index(f"ix_beteiligung_outbox_mail_{name}", table_name="beteiligung_outbox_mail")
    op.drop_table("beteiligung_outbox_mail")
