"""The portal's nonce, where its content security policy works with one: our script and link tags carry it."""

import re

from flask import current_app, g

from .. import text

NONCE = re.compile(r"[A-Za-z0-9+/_=-]{1,256}")
"""As the policy writes it (base64); anything else would be no nonce but a way into our tags."""


def attribute():
    """`` nonce="…"`` for a tag, or nothing. Asked of ``csp_nonce()``, as Flask-Talisman gives it, then of ``g``."""
    given = current_app.jinja_env.globals.get("csp_nonce") or g.get("csp_nonce")
    value = given() if callable(given) else given
    if not value or not NONCE.fullmatch(str(value)):
        return ""
    return text.attribute("nonce", value)
