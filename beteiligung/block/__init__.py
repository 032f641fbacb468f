"""A block: for some time somebody may not write. Why it was spoken is a decision of the moderation."""
