"""Up to when members were told; on which day a body made its words public; in which language an asker is told."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade():
    op.add_column("beteiligung_gremium", sa.Column("told_until", sa.DateTime(timezone=True), nullable=True))
    for table in ("inquiry", "remark"):
        op.add_column(f"beteiligung_{table}", sa.Column("decided_on", sa.Date(), nullable=True))
    op.add_column("beteiligung_inquiry", sa.Column("lang", sa.String(), nullable=False, server_default="de"))
    with op.batch_alter_table("beteiligung_inquiry") as table:
        table.alter_column("lang", server_default=None)


def downgrade():
    for table, columns in (("inquiry", ("lang", "decided_on")), ("remark", ("decided_on",)), ("gremium", ("told_until",))):
        with op.batch_alter_table(f"beteiligung_{table}") as batch:
            for column in columns:
                batch.drop_column(column)
