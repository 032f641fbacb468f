"""The smallest host: flask --app examples/minimal/app beteiligung upgrade, then flask --app examples/minimal/app run"""

from flask import Flask, session

from beteiligung import Beteiligung, Person

app = Flask(__name__)
app.config["SECRET_KEY"] = "change me"
beteiligung = Beteiligung(app, engine="sqlite:///vorhaben.sqlite")


@beteiligung.person_loader
def person():
    return Person(id=session["user"], name=session["name"]) if "user" in session else None
