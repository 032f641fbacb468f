"""Mails in the order in which they go out: what is sent to many lets everything else pass."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

TABLE = "beteiligung_outbox_mail"
WAITING = sa.text("sent_at IS NULL AND failed_at IS NULL")


def upgrade():
    op.drop_index("ix_beteiligung_outbox_mail_due", table_name=TABLE)
    with op.batch_alter_table(TABLE) as table:
        table.add_column(sa.Column("is_bulk", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table(TABLE) as table:
        table.alter_column("is_bulk", existing_type=sa.Boolean(), server_default=None)
    columns = ["is_bulk", "due_at", "id"]
    name = "ix_beteiligung_outbox_mail_waiting"
    op.create_index(name, TABLE, columns, sqlite_where=WAITING, postgresql_where=WAITING)


def downgrade():
    op.drop_index("ix_beteiligung_outbox_mail_waiting", table_name=TABLE)
    with op.batch_alter_table(TABLE) as table:
        table.drop_column("is_bulk")
    op.create_index("ix_beteiligung_outbox_mail_due", TABLE, ["sent_at", "failed_at", "due_at"])
