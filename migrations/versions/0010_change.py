"""Which Vorhaben changed, so that what is remembered of them can be brought up to date."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

# The triggers that fill it are installed by beteiligung.schema after every upgrade, see beteiligung/change/triggers.py.


def upgrade():
    op.create_table(
        "beteiligung_change",
        sa.Column("vorhaben_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("token", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("vorhaben_id", name="pk_beteiligung_change"),
    )
    op.create_index("ix_beteiligung_change_number", "beteiligung_change", ["number"])


def downgrade():
    op.drop_table("beteiligung_change")
