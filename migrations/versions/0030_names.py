"""How topics and terms are called in other languages."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

TABLE = "beteiligung_name"


def upgrade():
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(20), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("lang", sa.String(20), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{TABLE}"),
        sa.UniqueConstraint("subject", "slug", "lang", name=f"uq_{TABLE}_subject"),
    )


def downgrade():
    op.drop_table(TABLE)
