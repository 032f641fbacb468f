"""Who wants to hear of what; and when a step or an offer was written down, so that it is told once."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade():
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "beteiligung_subscriber",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("asked_at", moment, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_subscriber"),
        sa.UniqueConstraint("handle", name="uq_beteiligung_subscriber_handle"),
        sa.UniqueConstraint("person_id", name="uq_beteiligung_subscriber_person_id"),
        sa.UniqueConstraint("address", name="uq_beteiligung_subscriber_address"),
    )
    op.create_table(
        "beteiligung_subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscriber_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("vorhaben_id", sa.Integer(), nullable=True),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("rhythm", sa.String(length=20), nullable=False),
        sa.Column("since", moment, nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("confirmed_at", moment, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_subscription"),
        sa.ForeignKeyConstraint(
            ["subscriber_id"],
            ["beteiligung_subscriber.id"],
            name="fk_beteiligung_subscription_subscriber_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["vorhaben_id"],
            ["beteiligung_vorhaben.id"],
            name="fk_beteiligung_subscription_vorhaben_id",
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("subscriber_id", "scope", name="uq_beteiligung_subscription_subscriber_id"),
    )
    op.create_index(
        "ix_beteiligung_subscription_told", "beteiligung_subscription", ["rhythm", "confirmed_at", "scope"]
    )
    for column in ("vorhaben_id", "scope"):
        op.create_index(f"ix_beteiligung_subscription_{column}", "beteiligung_subscription", [column])
    op.create_table(
        "beteiligung_digest_run",
        sa.Column("rhythm", sa.String(length=20), nullable=False),
        sa.Column("told_until", moment, nullable=False),
        sa.PrimaryKeyConstraint("rhythm", name="pk_beteiligung_digest_run"),
    )
    op.add_column("beteiligung_status_change", sa.Column("recorded_at", moment, nullable=True))
    op.create_index("ix_beteiligung_status_change_recorded_at", "beteiligung_status_change", ["recorded_at"])
    op.add_column("beteiligung_vorhaben", sa.Column("open_set_at", moment, nullable=True))


def downgrade():
    with op.batch_alter_table("beteiligung_vorhaben") as table:
        table.drop_column("open_set_at")
    op.drop_index("ix_beteiligung_status_change_recorded_at", table_name="beteiligung_status_change")
    with op.batch_alter_table("beteiligung_status_change") as table:
        table.drop_column("recorded_at")
    for table in ("digest_run", "subscription", "subscriber"):
        op.drop_table(f"beteiligung_{table}")
