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


class DeadlinePassed(BeteiligungError):
    """The offer to take part is over, or has not begun."""

    status = 409


class Conflict(BeteiligungError):
    """Somebody else saved in between; nothing was overwritten."""

    status = 409


class RuleBroken(BeteiligungError):
    """It would break a rule of the record; nothing was stored."""


class NotImportable(BeteiligungError):
    """A file that cannot become what it was given for; nothing was stored."""


def N_(message: str) -> str:
    """Mark a message for the catalogue where the domain must not know the reader's language."""
    return message
