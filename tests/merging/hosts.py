"""Hosts with a history of their own, as small as they come: what docs/database.md shows, around one table."""

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs" / "database.md"
WALK = Path(__file__).with_name("walk.py")
PORTAL = """
from sqlalchemy import Column, Index, Integer, MetaData, String, Table
from beteiligung.engine import engine_for

metadata = MetaData(naming_convention={{"ix": "i_%(column_0_N_name)s", "ck": "c_%(table_name)s_%(constraint_name)s"}})
customer = Table("customer", metadata, Column("id", Integer, primary_key=True), Column("name", String, index=True))
_engine = engine_for({url!r})

def engine():
    return _engine
"""
FLASK_PORTAL = """
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from beteiligung import Beteiligung, schema

app = Flask(__name__)
app.config.update(SECRET_KEY="only for tests", SQLALCHEMY_DATABASE_URI={url!r})
db = SQLAlchemy(app)
Migrate(app, db, include_name=schema.not_ours)
Beteiligung(app, engine=lambda: db.engine)

class Customer(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String, index=True)

def engine():
    with app.app_context():
        return db.engine
"""
FIRST = '''"""The host's own first revision; it has the same number as ours."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = ("portal",)


def upgrade():
    customer = op.create_table(
        "customer", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String())
    )
    op.create_index(op.f("{index}"), "customer", ["name"])
    op.bulk_insert(customer, [{{"id": 1, "name": "Ada"}}])


def downgrade():
    op.drop_table("customer")
'''


def shown(kind, beginning=""):
    """The block of that kind in docs/database.md."""
    text = DOCS.read_text(encoding="utf-8")
    (block,) = [found for found in re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL) if found.startswith(beginning)]
    return block


def with_alembic(folder, url):
    """Alembic as the documentation sets it up."""
    _lay(folder, PORTAL.format(url=url), "i_name")
    (folder / "alembic.ini").write_text(shown("ini"))
    (folder / "migrations" / "env.py").write_text(shown("text", "# migrations/env.py"))
    (folder / "migrations" / "script.py.mako").write_text("")


def with_flask_migrate(folder, url, templates):
    """Flask-Migrate with the files that ``flask db init`` makes, and our place added."""
    _lay(folder, FLASK_PORTAL.format(url=url), "ix_customer_name")
    (folder / "migrations" / "env.py").write_text((templates / "env.py").read_text())
    places = shown("ini").split("\n", 2)[2].replace("%(here)s/migrations", "%(here)s")
    made = (templates / "alembic.ini.mako").read_text()
    (folder / "migrations" / "alembic.ini").write_text(made.replace("[alembic]\n", f"[alembic]\n{places}", 1))


def _lay(folder, portal, index):
    (folder / "migrations" / "versions").mkdir(parents=True)
    (folder / "migrations" / "versions" / "0001_customers.py").write_text(FIRST.format(index=index))
    (folder / "portal.py").write_text(portal)
    (folder / "walk.py").write_text(WALK.read_text(encoding="utf-8"), encoding="utf-8")
