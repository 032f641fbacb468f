"""What contributions, arguments, decisions and Vorhaben say in other languages."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

TABLE = "beteiligung_rendition"
REFERENCES = ("vorhaben", "beitrag", "argument", "abwaegung", "beschluss")
MOMENT = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thing", sa.String(40), nullable=False),
        sa.Column("lang", sa.String(20), nullable=False),
        *(sa.Column(f"{name}_id", sa.Integer(), nullable=name != "vorhaben") for name in REFERENCES),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("follows", sa.String(16), nullable=False, server_default=""),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("origin", sa.String(20), nullable=False),
        sa.Column("author", sa.String(), nullable=False, server_default=""),
        sa.Column("written_at", MOMENT, nullable=True),
        sa.Column("checked_by", sa.String(), nullable=False, server_default=""),
        sa.Column("checked_on", sa.Date(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [f"{name}_id"], [f"beteiligung_{name}.id"], name=f"fk_{TABLE}_{name}_id", ondelete="CASCADE"
            )
            for name in REFERENCES
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{TABLE}"),
        sa.UniqueConstraint("thing", "lang", name=f"uq_{TABLE}_thing"),
    )
    op.create_index(f"ix_{TABLE}_page", TABLE, ["vorhaben_id", "lang"])
    op.create_index(f"ix_{TABLE}_queue", TABLE, ["state", "asked_at"])
    for name in REFERENCES[1:]:
        op.create_index(f"ix_{TABLE}_{name}_id", TABLE, [f"{name}_id"])


def downgrade():
    op.drop_table(TABLE)
