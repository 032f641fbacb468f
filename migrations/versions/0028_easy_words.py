"""The easy German of arguments and decisions stands with all other renditions: with an age, and to be checked.

Nobody is known to have checked it, and it counts as following the German text as that stands now. On the way back the
words return to their columns; what else was said in easy German stays where it is.
"""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"

GERMAN = {
    "argument": ("title", "assessment", "reason"),
    "beschluss": ("title", "text", "reason", "deviation_reason"),
}
COLUMN = {"argument": "reason_simple", "beschluss": "text_simple"}
FIELD = {"argument": "reason", "beschluss": "text"}
WRITTEN = {"argument": ("changed_by", "changed_at"), "beschluss": ("recorded_by", "recorded_at")}

RENDITION = sa.table(
    "beteiligung_rendition",
    *map(sa.column, ("id", "thing", "lang", "vorhaben_id", "argument_id", "beschluss_id")),
    *map(sa.column, ("follows", "state", "origin", "author")),
    sa.column("words", sa.JSON()),
    sa.column("written_at", sa.DateTime(timezone=True)),
)
EASY = RENDITION.c.lang == "de-simple"


def upgrade():
    for kind in COLUMN:
        _into_renditions(kind)
        op.drop_column(f"beteiligung_{kind}", COLUMN[kind])


def downgrade():
    for kind, column in COLUMN.items():
        with op.batch_alter_table(f"beteiligung_{kind}") as table:
            table.add_column(sa.Column(column, sa.String(), nullable=False, server_default=""))
        with op.batch_alter_table(f"beteiligung_{kind}") as table:
            table.alter_column(column, server_default=None)
        _into_columns(kind)


def _into_renditions(kind):
    table = _table(kind)
    author, moment = (table.c[name] for name in WRITTEN[kind])
    text, vorhaben = table.c[COLUMN[kind]], table.c.vorhaben_id if kind == "beschluss" else _vorhaben_of(table)
    query = sa.select(table.c.id, text, author, moment, vorhaben, *(table.c[name] for name in GERMAN[kind]))
    for id_, words, by, at, vorhaben_id, *german in op.get_bind().execute(query.where(text != "")).all():
        thing = f"{kind}:{id_}"
        mine = sa.and_(RENDITION.c.thing == thing, EASY)
        there = op.get_bind().execute(sa.select(RENDITION.c.words).where(mine)).scalar()
        if there is not None:
            op.execute(RENDITION.update().where(mine).values(words={FIELD[kind]: words, **there}))
            continue
        about = {"thing": thing, "lang": "de-simple", "vorhaben_id": vorhaben_id, f"{kind}_id": id_, "state": "done"}
        about |= {"words": {FIELD[kind]: words}, "follows": _fingerprint(GERMAN[kind], german)}
        op.execute(RENDITION.insert().values(**about, origin="written", author=by, written_at=at))


def _into_columns(kind):
    table, key = _table(kind), RENDITION.c[f"{kind}_id"]
    query = sa.select(RENDITION.c.id, key, RENDITION.c.words).where(key.is_not(None), EASY)
    for id_, whose, words in op.get_bind().execute(query).all():
        text = words.pop(FIELD[kind], "")
        op.execute(table.update().where(table.c.id == whose).values({COLUMN[kind]: text}))
        mine = RENDITION.c.id == id_
        op.execute(RENDITION.update().where(mine).values(words=words) if words else RENDITION.delete().where(mine))


def _table(kind):
    moment = sa.column(WRITTEN[kind][1], sa.DateTime(timezone=True))
    names = dict.fromkeys(("id", "abwaegung_id", "vorhaben_id", COLUMN[kind], WRITTEN[kind][0], *GERMAN[kind]))
    return sa.table(f"beteiligung_{kind}", *map(sa.column, names), moment)


def _vorhaben_of(argument):
    weighing = sa.table("beteiligung_abwaegung", sa.column("id"), sa.column("vorhaben_id"))
    return sa.select(weighing.c.vorhaben_id).where(weighing.c.id == argument.c.abwaegung_id).scalar_subquery()


def _fingerprint(names, texts):
    """As the program of this time makes it: another one means that somebody changed the words."""
    words = {name: text.strip() for name, text in zip(names, texts, strict=True) if text.strip()}
    return hashlib.sha256(json.dumps(words, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]
