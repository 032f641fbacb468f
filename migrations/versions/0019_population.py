"""How many people live where: dossiers say who is missing."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade():
    op.create_table(
        "beteiligung_population",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bezirk_number", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("age_from", sa.Integer(), nullable=True),
        sa.Column("age_to", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bezirk_number"], ["beteiligung_bezirk.number"], name="fk_beteiligung_population_bezirk_number"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_population"),
    )
    op.create_index("ix_beteiligung_population_bezirk_number", "beteiligung_population", ["bezirk_number"])


def downgrade():
    op.drop_table("beteiligung_population")
