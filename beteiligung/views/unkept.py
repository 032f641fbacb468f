"""Answers of which no copy is kept, and whose address no other site learns."""

from flask import make_response


def unkept(page, status=200):
    """The address may tell who somebody is, or where they live."""
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
