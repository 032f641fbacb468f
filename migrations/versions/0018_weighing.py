"""Steps of a weighing, and suggestions that a person refused."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

MOMENT = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "beteiligung_weighing_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("abwaegung_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["abwaegung_id"],
            ["beteiligung_abwaegung.id"],
            name="fk_beteiligung_weighing_step_abwaegung_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_weighing_step"),
    )
    op.create_index("ix_beteiligung_weighing_step_abwaegung_id", "beteiligung_weighing_step", ["abwaegung_id"])
    op.create_table(
        "beteiligung_refused_suggestion",
        sa.Column("argument_id", sa.Integer(), nullable=False),
        sa.Column("beitrag_id", sa.Integer(), nullable=False),
        sa.Column("refused_at", MOMENT, nullable=False),
        sa.Column("refused_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["argument_id"],
            ["beteiligung_argument.id"],
            name="fk_beteiligung_refused_suggestion_argument_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["beitrag_id"],
            ["beteiligung_beitrag.id"],
            name="fk_beteiligung_refused_suggestion_beitrag_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("argument_id", "beitrag_id", name="pk_beteiligung_refused_suggestion"),
    )
    op.create_index(
        "ix_beteiligung_refused_suggestion_beitrag_id", "beteiligung_refused_suggestion", ["beitrag_id"]
    )


def downgrade():
    op.drop_table("beteiligung_refused_suggestion")
    op.drop_table("beteiligung_weighing_step")
