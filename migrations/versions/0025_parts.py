"""The Ortsteile of a Stadtbezirk, and in which of them somebody says to live."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade():
    op.add_column("beteiligung_bezirk", sa.Column("parts", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("beteiligung_beitrag", sa.Column("bezirk_part", sa.String(), nullable=False, server_default=""))


def downgrade():
    op.drop_column("beteiligung_beitrag", "bezirk_part")
    op.drop_column("beteiligung_bezirk", "parts")
