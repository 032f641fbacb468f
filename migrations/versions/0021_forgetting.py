"""When an account was last used and warned, and how much was deleted when."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade():
    op.add_column("beteiligung_account", sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("beteiligung_account", sa.Column("warned_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "beteiligung_deletion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_deletion"),
    )


def downgrade():
    op.drop_table("beteiligung_deletion")
    op.drop_column("beteiligung_account", "warned_at")
    op.drop_column("beteiligung_account", "seen_at")
