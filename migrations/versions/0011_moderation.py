"""Moderation: cases, reports, statements of reasons, objections, notes, templates, blocks, and a log that only grows."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

REFUSED = "the log of moderation is append-only"
# A later migration that copies beteiligung_moderation_log on SQLite must create the triggers again.
GUARDS = {
    "sqlite": tuple(
        f"CREATE TRIGGER beteiligung_moderation_log_no_{verb.lower()} BEFORE {verb} ON beteiligung_moderation_log "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        for verb in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        "CREATE FUNCTION beteiligung_moderation_log_guard() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$",
        "CREATE TRIGGER beteiligung_moderation_log_rows BEFORE UPDATE OR DELETE ON beteiligung_moderation_log "
        "FOR EACH ROW EXECUTE FUNCTION beteiligung_moderation_log_guard()",
        "CREATE TRIGGER beteiligung_moderation_log_all BEFORE TRUNCATE ON beteiligung_moderation_log "
        "FOR EACH STATEMENT EXECUTE FUNCTION beteiligung_moderation_log_guard()",
    ),
}
TABLES = ("objection", "report", "decision", "note", "case", "template", "log")


def upgrade():
    op.create_table(
        "beteiligung_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_block"),
    )
    op.create_index("ix_beteiligung_block_person", "beteiligung_block", ["person_id", "ends_at"])
    op.create_table(
        "beteiligung_moderation_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=True),
        sa.Column("by_name", sa.String(), nullable=True),
        sa.Column("beitrag_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_moderation_log"),
    )
    op.create_index("ix_beteiligung_moderation_log_at", "beteiligung_moderation_log", ["at", "id"])
    op.create_index("ix_beteiligung_moderation_log_beitrag", "beteiligung_moderation_log", ["beitrag_id", "id"])
    op.create_table(
        "beteiligung_moderation_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_moderation_template"),
    )
    op.create_table(
        "beteiligung_moderation_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("beitrag_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["beitrag_id"], ["beteiligung_beitrag.id"], name="fk_beteiligung_moderation_case_beitrag_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_moderation_case"),
    )
    op.create_index("ix_beteiligung_moderation_case_beitrag_id", "beteiligung_moderation_case", ["beitrag_id"])
    op.create_index("ix_beteiligung_moderation_case_queue", "beteiligung_moderation_case", ["decided_at", "opened_at"])
    op.create_index(
        "uq_beteiligung_moderation_case_open",
        "beteiligung_moderation_case",
        ["beitrag_id"],
        unique=True,
        sqlite_where=sa.text("decided_at IS NULL"),
        postgresql_where=sa.text("decided_at IS NULL"),
    )
    op.create_table(
        "beteiligung_moderation_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("beitrag_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["beitrag_id"], ["beteiligung_beitrag.id"], name="fk_beteiligung_moderation_note_beitrag_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_moderation_note"),
    )
    op.create_index("ix_beteiligung_moderation_note_beitrag_id", "beteiligung_moderation_note", ["beitrag_id"])
    op.create_table(
        "beteiligung_moderation_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("beitrag_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("block_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=True),
        sa.Column("law", sa.String(), nullable=True),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("is_automated", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("object_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("original", sa.String(), nullable=True),
        sa.Column("older", sa.JSON(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code_digest", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["beitrag_id"], ["beteiligung_beitrag.id"], name="fk_beteiligung_moderation_decision_beitrag_id"
        ),
        sa.ForeignKeyConstraint(
            ["block_id"], ["beteiligung_block.id"], name="fk_beteiligung_moderation_decision_block_id"
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["beteiligung_moderation_case.id"], name="fk_beteiligung_moderation_decision_case_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_moderation_decision"),
        sa.UniqueConstraint("code_digest", name="uq_beteiligung_moderation_decision_code_digest"),
    )
    op.create_index("ix_beteiligung_moderation_decision_beitrag_id", "beteiligung_moderation_decision", ["beitrag_id"])
    op.create_index("ix_beteiligung_moderation_decision_case_id", "beteiligung_moderation_decision", ["case_id"])
    op.create_index(
        "ix_beteiligung_moderation_decision_person", "beteiligung_moderation_decision", ["person_id", "kind"]
    )
    op.create_table(
        "beteiligung_moderation_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("explanation", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("reporter_id", sa.String(), nullable=True),
        sa.Column("in_good_faith", sa.Boolean(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code_digest", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["beteiligung_moderation_case.id"], name="fk_beteiligung_moderation_report_case_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_moderation_report"),
        sa.UniqueConstraint("code_digest", name="uq_beteiligung_moderation_report_code_digest"),
    )
    op.create_index("ix_beteiligung_moderation_report_case_id", "beteiligung_moderation_report", ["case_id"])
    op.create_index("ix_beteiligung_moderation_report_reporter_id", "beteiligung_moderation_report", ["reporter_id"])
    op.create_table(
        "beteiligung_moderation_objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("objected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("by_id", sa.String(), nullable=True),
        sa.Column("by_name", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["beteiligung_moderation_decision.id"],
            name="fk_beteiligung_moderation_objection_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["beteiligung_moderation_report.id"], name="fk_beteiligung_moderation_objection_report_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beteiligung_moderation_objection"),
    )
    op.create_index(
        "ix_beteiligung_moderation_objection_queue", "beteiligung_moderation_objection", ["decided_at", "objected_at"]
    )
    op.create_index(
        "uq_beteiligung_moderation_objection_author",
        "beteiligung_moderation_objection",
        ["decision_id"],
        unique=True,
        sqlite_where=sa.text("report_id IS NULL"),
        postgresql_where=sa.text("report_id IS NULL"),
    )
    op.create_index(
        "uq_beteiligung_moderation_objection_reporter",
        "beteiligung_moderation_objection",
        ["decision_id", "report_id"],
        unique=True,
    )
    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade():
    for name in TABLES:
        op.drop_table(f"beteiligung_moderation_{name}")
    op.drop_table("beteiligung_block")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION beteiligung_moderation_log_guard()")
