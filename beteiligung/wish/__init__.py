"""A wish for participation: somebody asks the city to let people take part in a Vorhaben."""
