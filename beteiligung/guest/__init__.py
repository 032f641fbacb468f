"""People without a login: what they write waits until they click a link in a mail."""
