"""Forms that anybody may send without a login: small hurdles for machines, none for people.

A field that only machines fill in, a signed time before which nobody can have written anything, and a proof of work
that the browser does in the background. No cookie, no picture puzzle, no third party. Without JavaScript there is no
proof: then a stricter limit counts.
"""

import base64
import binascii
import hashlib
import json
from time import time

import altcha
from wtforms import HiddenField, StringField
from wtforms.validators import ValidationError

from ..forms import Form
from ..i18n import lazy_gettext as _
from ..signing import age, key, stamped
from .actions import spend_proof

MIN_SECONDS = 3
"""Nobody reads and fills in a form faster."""

MAX_SECONDS = 86_400

ALGORITHM, COST = "PBKDF2/SHA-256", 5_000
"""About 256 tries of this many rounds: a second or so on a phone, a second for each try of a machine too."""

PROOF_SECONDS = 3_600
LONGEST_PROOF = 4_000


class WatchedForm(Form):
    """Base of forms without a login. Show it with the macro ``hurdles``, then ask ``was_proved``."""

    website = StringField(_("Please leave this field empty"))
    stamp = HiddenField()
    proof = HiddenField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_submitted():
            self.stamp.data = stamped(type(self).__name__)

    def validate_website(self, field):
        """People do not see this field."""
        if field.data:
            raise ValidationError(_("Please leave this field empty."))

    def validate_stamp(self, field):
        """Neither faster than people, nor a page from yesterday; what was written stays in the form."""
        seconds = age(type(self).__name__, field.data)
        if seconds is None or seconds > MAX_SECONDS:
            field.data = stamped(type(self).__name__)
            raise ValidationError(_("This page was open for too long. Please send it once more."))
        if seconds < MIN_SECONDS:
            raise ValidationError(_("That was very quick. Please wait a moment and send it once more."))

    def was_proved(self, session):
        """Did a browser work for this form? Each proof counts once; call it inside the unit of work."""
        return accepted(session, self.proof.data or "")


def task():
    """A new task for a browser, as JSON that altcha's widgets understand too."""
    challenge = altcha.create_challenge(
        ALGORITHM, COST, expires_at=int(time()) + PROOF_SECONDS, hmac_secret=key("proof of work")
    )
    return challenge.to_dict()


def accepted(session, payload):
    """Is this a solution of a task of ours, in time, and handed in for the first time?"""
    if not payload or len(payload) > LONGEST_PROOF:
        return False
    try:
        result = altcha.verify_solution(payload, key("proof of work"))
        parameters = json.loads(base64.b64decode(payload))["challenge"]["parameters"] if result.verified else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, binascii.Error):
        return False
    if parameters is None:
        return False
    digest = hashlib.sha256(f"{parameters['nonce']} {parameters['salt']}".encode()).hexdigest()
    return spend_proof(session, digest, parameters["expiresAt"])
