"""Elected bodies with their meetings and talk, what they decide, and the weighing before it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

MOMENT = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "beteiligung_gremium",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("bezirk_number", sa.Integer(), nullable=True),
        sa.Column("oparl_url", sa.String(), nullable=True),
        sa.Column("web_url", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["bezirk_number"], ["beteiligung_bezirk.number"], name="fk_beteiligung_gremium_bezirk_number"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_gremium"),
        sa.UniqueConstraint("bezirk_number", name="uq_beteiligung_gremium_bezirk_number"),
        sa.UniqueConstraint("slug", name="uq_beteiligung_gremium_slug"),
    )
    op.create_table(
        "beteiligung_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gremium_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("oparl_url", sa.String(), nullable=True),
        sa.Column("web_url", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["gremium_id"], ["beteiligung_gremium.id"], name="fk_beteiligung_meeting_gremium_id"),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_meeting"),
    )
    op.create_index("ix_beteiligung_meeting_when", "beteiligung_meeting", ["gremium_id", "at"])
    op.create_table(
        "beteiligung_abwaegung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vorhaben_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("assessment", sa.String(), nullable=False),
        sa.Column("proposal", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_by", sa.String(), nullable=True),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("published_by", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["vorhaben_id"],
            ["beteiligung_vorhaben.id"],
            name="fk_beteiligung_abwaegung_vorhaben_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_abwaegung"),
        sa.UniqueConstraint("vorhaben_id", name="uq_beteiligung_abwaegung_vorhaben_id"),
    )
    op.create_table(
        "beteiligung_agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("vorhaben_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("task", sa.String(20), nullable=False),
        sa.Column("paper_number", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["beteiligung_meeting.id"], name="fk_beteiligung_agenda_item_meeting_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["vorhaben_id"],
            ["beteiligung_vorhaben.id"],
            name="fk_beteiligung_agenda_item_vorhaben_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_agenda_item"),
    )
    op.create_index("ix_beteiligung_agenda_item_meeting_id", "beteiligung_agenda_item", ["meeting_id"])
    op.create_index("ix_beteiligung_agenda_item_vorhaben_id", "beteiligung_agenda_item", ["vorhaben_id"])
    op.create_table(
        "beteiligung_beschluss",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vorhaben_id", sa.Integer(), nullable=False),
        sa.Column("gremium_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("task", sa.String(20), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("paper_number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("result", sa.String(20), nullable=False),
        sa.Column("votes_yes", sa.Integer(), nullable=True),
        sa.Column("votes_no", sa.Integer(), nullable=True),
        sa.Column("votes_abstain", sa.Integer(), nullable=True),
        sa.Column("votes_by_group", sa.JSON(), nullable=False),
        sa.Column("deviates", sa.Boolean(), nullable=False),
        sa.Column("deviation_reason", sa.String(), nullable=False),
        sa.Column("oparl_url", sa.String(), nullable=True),
        sa.Column("web_url", sa.String(), nullable=True),
        sa.Column("oparl", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("oparl_at", MOMENT, nullable=True),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["gremium_id"], ["beteiligung_gremium.id"], name="fk_beteiligung_beschluss_gremium_id"),
        sa.ForeignKeyConstraint(["meeting_id"], ["beteiligung_meeting.id"], name="fk_beteiligung_beschluss_meeting_id"),
        sa.ForeignKeyConstraint(
            ["vorhaben_id"],
            ["beteiligung_vorhaben.id"],
            name="fk_beteiligung_beschluss_vorhaben_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_beschluss"),
    )
    op.create_index("ix_beteiligung_beschluss_body", "beteiligung_beschluss", ["gremium_id", "decided_on"])
    op.create_index("ix_beteiligung_beschluss_meeting_id", "beteiligung_beschluss", ["meeting_id"])
    op.create_index("ix_beteiligung_beschluss_vorhaben_id", "beteiligung_beschluss", ["vorhaben_id"])
    op.create_table(
        "beteiligung_inquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gremium_id", sa.Integer(), nullable=False),
        sa.Column("vorhaben_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("author_name", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("published_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["gremium_id"], ["beteiligung_gremium.id"], name="fk_beteiligung_inquiry_gremium_id"),
        sa.ForeignKeyConstraint(
            ["vorhaben_id"], ["beteiligung_vorhaben.id"], name="fk_beteiligung_inquiry_vorhaben_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_inquiry"),
    )
    op.create_index("ix_beteiligung_inquiry_open", "beteiligung_inquiry", ["gremium_id", "answered_at", "due_on"])
    op.create_index("ix_beteiligung_inquiry_vorhaben_id", "beteiligung_inquiry", ["vorhaben_id"])
    op.create_table(
        "beteiligung_remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gremium_id", sa.Integer(), nullable=False),
        sa.Column("vorhaben_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("author_name", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("published_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["gremium_id"], ["beteiligung_gremium.id"], name="fk_beteiligung_remark_gremium_id"),
        sa.ForeignKeyConstraint(
            ["vorhaben_id"], ["beteiligung_vorhaben.id"], name="fk_beteiligung_remark_vorhaben_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_remark"),
    )
    op.create_index("ix_beteiligung_remark_talk", "beteiligung_remark", ["gremium_id", "vorhaben_id", "said_at"])
    op.create_table(
        "beteiligung_argument",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("abwaegung_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("stance", sa.String(20), nullable=False),
        sa.Column("assessment", sa.String(), nullable=False),
        sa.Column("disposition", sa.String(20), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("reason_simple", sa.String(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["abwaegung_id"],
            ["beteiligung_abwaegung.id"],
            name="fk_beteiligung_argument_abwaegung_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_argument"),
    )
    op.create_index("ix_beteiligung_argument_abwaegung_id", "beteiligung_argument", ["abwaegung_id"])
    op.create_table(
        "beteiligung_condition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("beschluss_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("proof", sa.String(), nullable=False),
        sa.Column("proof_url", sa.String(), nullable=True),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["beschluss_id"],
            ["beteiligung_beschluss.id"],
            name="fk_beteiligung_condition_beschluss_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_condition"),
    )
    op.create_index("ix_beteiligung_condition_beschluss_id", "beteiligung_condition", ["beschluss_id"])
    op.create_index("ix_beteiligung_condition_due", "beteiligung_condition", ["state", "due_on"])
    op.create_table(
        "beteiligung_set_aside",
        sa.Column("abwaegung_id", sa.Integer(), nullable=False),
        sa.Column("beitrag_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.Column("set_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["abwaegung_id"],
            ["beteiligung_abwaegung.id"],
            name="fk_beteiligung_set_aside_abwaegung_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["beitrag_id"], ["beteiligung_beitrag.id"], name="fk_beteiligung_set_aside_beitrag_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("abwaegung_id", "beitrag_id", name="pk_beteiligung_set_aside"),
    )
    op.create_index("ix_beteiligung_set_aside_beitrag_id", "beteiligung_set_aside", ["beitrag_id"])
    op.create_table(
        "beteiligung_assignment",
        sa.Column("argument_id", sa.Integer(), nullable=False),
        sa.Column("beitrag_id", sa.Integer(), nullable=False),
        sa.Column("assigned_at", MOMENT, nullable=False),
        sa.Column("assigned_by", sa.String(), nullable=False),
        sa.Column("was_suggested", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["argument_id"],
            ["beteiligung_argument.id"],
            name="fk_beteiligung_assignment_argument_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["beitrag_id"], ["beteiligung_beitrag.id"], name="fk_beteiligung_assignment_beitrag_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("argument_id", "beitrag_id", name="pk_beteiligung_assignment"),
    )
    op.create_index("ix_beteiligung_assignment_beitrag_id", "beteiligung_assignment", ["beitrag_id"])


def downgrade():
    for name in (
        "beteiligung_assignment",
        "beteiligung_set_aside",
        "beteiligung_condition",
        "beteiligung_argument",
        "beteiligung_remark",
        "beteiligung_inquiry",
        "beteiligung_beschluss",
        "beteiligung_agenda_item",
        "beteiligung_abwaegung",
        "beteiligung_meeting",
        "beteiligung_gremium",
    ):
        op.drop_table(name)
