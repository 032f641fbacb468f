"""Several cities in one application."""
