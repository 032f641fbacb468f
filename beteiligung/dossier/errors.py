from ..errors import N_, BeteiligungError


class NotMade(BeteiligungError):
    """A file that this server cannot make; nothing was delivered."""

    status = 501


class ExportFailed(BeteiligungError):
    """Something went wrong while a file was made; no part of it was delivered."""

    status = 500

    def __init__(self):
        super().__init__(N_("The file could not be made. Nothing was downloaded. Please try again later."))
