"""A Vorhaben can be weighed again, in rounds of which each stays readable; when an office was reminded."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

UNIQUE = "uq_beteiligung_abwaegung_vorhaben_id"
FIRST = (
    "(SELECT first.id FROM beteiligung_abwaegung AS first JOIN beteiligung_abwaegung AS later "
    "ON later.vorhaben_id = first.vorhaben_id WHERE first.round = 1 AND later.id = {table}.abwaegung_id)"
)


def upgrade():
    with op.batch_alter_table("beteiligung_abwaegung") as table:
        table.add_column(sa.Column("round", sa.Integer(), nullable=False, server_default="1"))
        table.drop_constraint(UNIQUE, type_="unique")
        table.create_unique_constraint(UNIQUE, ["vorhaben_id", "round"])
    op.add_column("beteiligung_condition", sa.Column("reminded_on", sa.Date(), nullable=True))


def downgrade():
    op.drop_column("beteiligung_condition", "reminded_on")
    # there was one weighing before: what later rounds hold goes into the first one
    for name in ("beteiligung_argument", "beteiligung_set_aside", "beteiligung_weighing_step"):
        op.execute(f"UPDATE {name} SET abwaegung_id = {FIRST.format(table=name)}")
    op.execute("DELETE FROM beteiligung_abwaegung WHERE round > 1")
    with op.batch_alter_table("beteiligung_abwaegung") as table:
        table.drop_constraint(UNIQUE, type_="unique")
        table.create_unique_constraint(UNIQUE, ["vorhaben_id"])
        table.drop_column("round")
