"""People who log in here and not at the host: a name of their own choice, no password."""
