"""An address for load balancers: can this process serve pages?"""

from flask import make_response
from sqlalchemy.exc import SQLAlchemyError

from .. import schema
from ..mount import extension_at_hand
from .public import bp


@bp.route("/bereit")
def bereit():
    """Yes (200) or not now (503): the database answers, and no revision is pending. Nothing else is told."""
    answer = make_response(*(("bereit\n", 200) if _is_ready() else ("nicht bereit\n", 503)))
    answer.mimetype = "text/plain"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _is_ready():
    try:
        return schema.standing(extension_at_hand().engine()).is_ready
    except SQLAlchemyError:
        return False
