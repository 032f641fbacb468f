"""Indexes from which the numbers of a large talk are read without looking at a single contribution."""

from alembic import op

revision = "0013"
down_revision = "0012"

TABLE = "beteiligung_beitrag"
BEFORE = {
    "strongest": ["vorhaben_id", "stance", "supports"],
    "balance": ["vorhaben_id", "visibility", "is_official", "stance", "bezirk_number", "author_id"],
}
AFTER = {
    "strongest": ["vorhaben_id", "stance", "supports", "id"],
    "balance": ["vorhaben_id", "visibility", "is_official", "stance"],
    "people": ["vorhaben_id", "visibility", "is_official", "author_id", "bezirk_number", "stance"],
}


def upgrade():
    _change(BEFORE, AFTER)


def downgrade():
    _change(AFTER, BEFORE)


def _change(gone, new):
    for name in gone:
        op.drop_index(f"ix_{TABLE}_{name}", table_name=TABLE)
    for name, columns in new.items():
        op.create_index(f"ix_{TABLE}_{name}", TABLE, columns)
