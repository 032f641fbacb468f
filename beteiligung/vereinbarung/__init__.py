"""The Vereinbarung (coalition agreement): its text is read here, clause by clause."""
