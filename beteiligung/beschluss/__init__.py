"""A Beschluss (decision): what a body decided about a Vorhaben, and whether it was done."""
