"""On which way a contribution came: online, on paper, by phone, at an event."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

TABLE = "beteiligung_beitrag"
BALANCE = ["vorhaben_id", "visibility", "is_official", "stance"]
COLUMNS = ("entered_by", "sheet", "origin_note", "origin")


def upgrade():
    op.add_column(TABLE, sa.Column("origin", sa.String(20), nullable=False, server_default="online"))
    op.add_column(TABLE, sa.Column("origin_note", sa.String(), nullable=False, server_default=""))
    op.add_column(TABLE, sa.Column("sheet", sa.String(), nullable=True))
    op.add_column(TABLE, sa.Column("entered_by", sa.String(), nullable=True))
    _balance([*BALANCE, "origin"])
    op.create_index(f"ix_{TABLE}_sheet", TABLE, ["vorhaben_id", "sheet"], unique=True)


def downgrade():
    op.drop_index(f"ix_{TABLE}_sheet", table_name=TABLE)
    _balance(BALANCE)
    for name in COLUMNS:
        op.drop_column(TABLE, name)


def _balance(columns):
    op.drop_index(f"ix_{TABLE}_balance", table_name=TABLE)
    op.create_index(f"ix_{TABLE}_balance", TABLE, columns)
