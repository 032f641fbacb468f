"""A Vorhaben (municipal project): what the city plans, where, when, and how far it is."""
