"""What can go wrong in a use case, said in the domain's words."""


class BeteiligungError(Exception):
    """Base class; hosts may catch this one.

    ``message`` is a message id with ``%(name)s`` places, ``values`` fill them: whoever shows the error translates it.
    ``status`` is what a page answers with.
    """

    status = 400

    def __init__(self, message: str, **values):
        super().__init__(message % values if values else message)
        self.message = message
        self.values = values


class NotAllowed(BeteiligungError):
    """This person may not do that."""

    status = 403


class Blocked(NotAllowed):
    """This person may not write for some time. Reading, reporting and objecting stay open to them."""

    def __init__(self, until):
        super().__init__(N_("You are blocked and cannot write at the moment. Your text was not sent."))
        self.until = until


class DeadlinePassed(BeteiligungError):
    """The offer to take part is over, or has not begun."""

    status = 409


class TooOften(BeteiligungError):
    """Somebody, or somebody's address, does this more often than people do; ``wait`` is in seconds."""

    status = 429

    def __init__(self, wait: int):
        super().__init__(N_("That was very often in a short time. Please try again in %(minutes)s min."))
        self.wait = wait
        self.values = {"minutes": -(-wait // 60)}


class Conflict(BeteiligungError):
    """Somebody else saved in between; nothing was overwritten."""

    status = 409


class LoginFailed(BeteiligungError):
    """Whoever vouches for people did not vouch for this one."""


class LinkOver(BeteiligungError):
    """A link from a mail that was used or has expired; nothing happened."""

    status = 410


class RuleBroken(BeteiligungError):
    """It would break a rule of the record; nothing was stored."""


class NotImportable(BeteiligungError):
    """A file that cannot become what it was given for; nothing was stored."""


class NotTaken(BeteiligungError):
    """A file that is not accepted; nothing was stored."""


def N_(message: str) -> str:
    """Mark a message for the catalogue where the domain must not know the reader's language."""
    return message
