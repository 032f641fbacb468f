"""The index of parents holds those that have one: nearly all have none, and a database would not trust it then."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

NAME, TABLE = "ix_beteiligung_vorhaben_parent_id", "beteiligung_vorhaben"


def upgrade():
    there = sa.text("parent_id IS NOT NULL")
    op.drop_index(NAME, table_name=TABLE)
    op.create_index(NAME, TABLE, ["parent_id"], sqlite_where=there, postgresql_where=there)


def downgrade():
    op.drop_index(NAME, table_name=TABLE)
    op.create_index(NAME, TABLE, ["parent_id"])
