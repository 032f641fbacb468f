"""The short words of a Vorhaben and the reasons of its history in other languages, and what each word follows.

An older program does not know these things and leaves their renditions alone; so they stay on the way back, and find
their records again on the way up. What lost its record meanwhile goes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"

TABLE = "beteiligung_rendition"
KINDS = ("status_change", "field_change")

RENDITION = sa.table(TABLE, *map(sa.column, ("id", "thing", "vorhaben_id", *(f"{kind}_id" for kind in KINDS))))


def upgrade():
    with op.batch_alter_table(TABLE) as table:
        table.add_column(sa.Column("bases", sa.JSON(), nullable=False, server_default="{}"))
        for kind in KINDS:
            table.add_column(sa.Column(f"{kind}_id", sa.Integer(), nullable=True))
            table.create_foreign_key(
                f"fk_{TABLE}_{kind}_id", f"beteiligung_{kind}", [f"{kind}_id"], ["id"], ondelete="CASCADE"
            )
    for kind in KINDS:
        op.create_index(f"ix_{TABLE}_{kind}_id", TABLE, [f"{kind}_id"])
        _find(kind)


def downgrade():
    for kind in KINDS:
        op.drop_index(f"ix_{TABLE}_{kind}_id", TABLE)
    with op.batch_alter_table(TABLE) as table:
        for kind in KINDS:
            table.drop_constraint(f"fk_{TABLE}_{kind}_id", type_="foreignkey")
            table.drop_column(f"{kind}_id")
        table.drop_column("bases")


def _find(kind):
    """The record of each that came from a newer program; none may stay without."""
    record = sa.table(f"beteiligung_{kind}", sa.column("id"), sa.column("vorhaben_id"))
    mine = RENDITION.c.thing.like(f"{kind}:%")
    names = sa.literal(f"{kind}:") + sa.cast(record.c.id, sa.String())
    same = sa.and_(names == RENDITION.c.thing, record.c.vorhaben_id == RENDITION.c.vorhaben_id)
    key = sa.select(record.c.id).where(same).scalar_subquery()
    op.execute(RENDITION.update().where(mine).values({f"{kind}_id": key}))
    op.execute(RENDITION.delete().where(mine, RENDITION.c[f"{kind}_id"].is_(None)))
