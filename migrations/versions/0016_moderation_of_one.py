"""When moderators read: a Vorhaben may differ from its city."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade():
    with op.batch_alter_table("beteiligung_vorhaben") as table:
        table.add_column(sa.Column("moderation", sa.String(6), nullable=True))


def downgrade():
    with op.batch_alter_table("beteiligung_vorhaben") as table:
        table.drop_column("moderation")
