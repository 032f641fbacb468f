"""Why a body decided, also in easy words; what was changed in a decision or a condition later."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

MOMENT = sa.DateTime(timezone=True)


def upgrade():
    with op.batch_alter_table("beteiligung_beschluss") as table:
        table.add_column(sa.Column("reason", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("text_simple", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("beteiligung_beschluss") as table:
        table.alter_column("reason", server_default=None)
        table.alter_column("text_simple", server_default=None)
    op.create_table(
        "beteiligung_beschluss_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("beschluss_id", sa.Integer(), nullable=False),
        sa.Column("condition_id", sa.Integer(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("author_name", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["beschluss_id"],
            ["beteiligung_beschluss.id"],
            name="fk_beteiligung_beschluss_change_beschluss_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["condition_id"],
            ["beteiligung_condition.id"],
            name="fk_beteiligung_beschluss_change_condition_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_beschluss_change"),
    )
    for column in ("beschluss_id", "condition_id"):
        op.create_index(f"ix_beteiligung_beschluss_change_{column}", "beteiligung_beschluss_change", [column])


def downgrade():
    op.drop_table("beteiligung_beschluss_change")
    with op.batch_alter_table("beteiligung_beschluss") as table:
        table.drop_column("text_simple")
        table.drop_column("reason")
