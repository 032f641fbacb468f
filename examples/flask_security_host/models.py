"""The host's own tables, in the database that ours share."""

from flask_security import RoleMixin, UserMixin
from flask_sqlalchemy import SQLAlchemy

from beteiligung.engine import engine_for


class Database(SQLAlchemy):
    """Flask-SQLAlchemy with an engine that waits on SQLite instead of saying "database is locked"."""

    def _make_engine(self, bind_key, options, app):
        return engine_for(options["url"])


db = Database()

roles_of_users = db.Table(
    "roles_users",
    db.Column("user_id", db.ForeignKey("user.id"), primary_key=True),
    db.Column("role_id", db.ForeignKey("role.id"), primary_key=True),
)


class Role(db.Model, RoleMixin):
    """What somebody does in this portal."""

    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80), unique=True, nullable=False)


class User(db.Model, UserMixin):
    """Somebody with an account. Its number goes to nobody else, even when the account is deleted."""

    __table_args__ = {"sqlite_autoincrement": True}

    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(255), unique=True, nullable=False)
    password = db.Column(db.String(255), nullable=False)
    active = db.Column(db.Boolean, nullable=False, default=True)
    fs_uniquifier = db.Column(db.String(64), unique=True, nullable=False)
    pseudonym = db.Column(db.String(80), nullable=False)
    roles = db.relationship(Role, secondary=roles_of_users)
