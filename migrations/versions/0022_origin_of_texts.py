"""Who wrote a text in a language, who checked it, and which edition of the German one it follows."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

TABLE = "beteiligung_vorhaben_text"


def upgrade():
    # Of what is there nobody knows which German text it followed: it counts as following the present one.
    op.add_column(TABLE, sa.Column("author", sa.String(), nullable=False, server_default=""))
    op.add_column(TABLE, sa.Column("written_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(TABLE, sa.Column("checked_by", sa.String(), nullable=False, server_default=""))
    op.add_column(TABLE, sa.Column("checked_on", sa.Date(), nullable=True))
    op.add_column(TABLE, sa.Column("edition", sa.Integer(), nullable=False, server_default="1"))


def downgrade():
    for name in ("edition", "checked_on", "checked_by", "written_at", "author"):
        op.drop_column(TABLE, name)
