"""Mirrors the package. Helpers are modules here, fixtures stand in ``conftest.py``."""
