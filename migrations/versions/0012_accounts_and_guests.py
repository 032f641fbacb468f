"""Who speaks: accounts of our own, guests, links that work once; which ways a Vorhaben closes."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

MOMENT = sa.DateTime(timezone=True)
EXPIRING = ("login_session", "one_time_link", "used_proof", "waiting_beitrag")


def upgrade():
    op.create_table(
        "beteiligung_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_account"),
        sa.UniqueConstraint("issuer", "subject", name="uq_beteiligung_account_issuer"),
        sa.UniqueConstraint("name_key", name="uq_beteiligung_account_name_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "beteiligung_login_session",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["beteiligung_account.id"],
            name="fk_beteiligung_login_session_account_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("digest", name="pk_beteiligung_login_session"),
    )
    op.create_index("ix_beteiligung_login_session_account_id", "beteiligung_login_session", ["account_id"])
    op.create_table(
        "beteiligung_one_time_link",
        sa.Column("jti", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("next", sa.String(), nullable=True),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("jti", name="pk_beteiligung_one_time_link"),
    )
    op.create_table(
        "beteiligung_used_proof",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_beteiligung_used_proof"),
    )
    _guests()
    for name in EXPIRING:
        op.create_index(f"ix_beteiligung_{name}_expires_at", f"beteiligung_{name}", ["expires_at"])
    with op.batch_alter_table("beteiligung_vorhaben") as table:
        table.add_column(sa.Column("closed_to", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("beteiligung_vorhaben") as table:
        table.alter_column("closed_to", existing_type=sa.JSON(), server_default=None)


def _guests():
    op.create_table(
        "beteiligung_guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_guest"),
        sa.UniqueConstraint("email", name="uq_beteiligung_guest_email"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "beteiligung_waiting_beitrag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vorhaben_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["vorhaben_id"],
            ["beteiligung_vorhaben.id"],
            name="fk_beteiligung_waiting_beitrag_vorhaben_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["beteiligung_beitrag.id"],
            name="fk_beteiligung_waiting_beitrag_parent_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_waiting_beitrag"),
        sqlite_autoincrement=True,
    )
    for name in ("vorhaben_id", "parent_id"):
        op.create_index(f"ix_beteiligung_waiting_beitrag_{name}", "beteiligung_waiting_beitrag", [name])


def downgrade():
    with op.batch_alter_table("beteiligung_vorhaben") as table:
        table.drop_column("closed_to")
    for name in ("waiting_beitrag", "guest", "used_proof", "one_time_link", "login_session", "account"):
        op.drop_table(f"beteiligung_{name}")
