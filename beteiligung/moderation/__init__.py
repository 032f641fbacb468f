"""Moderation: what was reported, what was decided and why, who objected; and the log of all of it."""
