"""Facts of mails that are too long for one line."""

VORHABEN = {"what": "vorhaben", "criteria": {"slug": "radweg"}, "names": {"title": "Radweg <Königsallee>"}}
CIRCLE = {"what": "circle", "criteria": {"lat": 51.4, "lon": 7.1, "radius": 1000}, "names": {"name": "Höntrop"}}
SEARCH = {
    "what": "filter",
    "criteria": {
        "bezirk": 2,
        "topic": "mobilitaet",
        "text": "Rad & Weg",
        "statuses": ["done"],
        "span": ["2026-Q3", None],
    },
    "names": {"bezirk": "Wattenscheid", "topic": "Mobilität"},
}
EVERYTHING = {"what": "filter", "criteria": {}, "names": {}}
FOLLOWED = [VORHABEN, CIRCLE, SEARCH, EVERYTHING]


def _at(day):
    return f"2026-11-{day:02d}T12:00:00+00:00"


def _item(number, title, *news, talk=0, lang="de"):
    summary = f"In zwei Sätzen: {title}."
    named = {"id": number, "slug": f"v{number}", "title": title, "summary": summary, "lang": lang}
    return {**named, "news": list(news), "talk": talk}


def _change(field, old, new):
    return {
        "kind": "change",
        "at": _at(15),
        "number": 1,
        "field": field,
        "old": old,
        "new": new,
        "reason": "Der Boden.",
    }


def _dated(kind, day, **about):
    return {"kind": kind, "at": _at(day), "number": 1, "on": "2026-11-09", **about}


DIGEST = {
    "handle": "h4ndle",
    "rhythm": "weekly",
    "since": _at(13),
    "until": _at(20),
    "followed": [CIRCLE, VORHABEN],
    "more": 2,
    "vorhaben": [
        _item(
            1,
            "Vorplatz <S-Bahnhof>",
            {"kind": "open", "at": _at(19), "number": 1, "until": "2026-12-04T23:00:00+00:00"},
            {"kind": "entered", "at": _at(18), "number": 1},
            talk=23,
        ),
        _item(
            2,
            "Radweg",
            {
                "kind": "status",
                "at": _at(17),
                "number": 1,
                "status": "paused",
                "on": "2026-11-10",
                "reason": "Geld fehlt.",
            },
            {
                "kind": "decision",
                "at": _at(16),
                "number": 1,
                "body": "BV Mitte",
                "result": "changed",
                "on": "2026-11-09",
            },
            _change("end", "2027-03", "2027-05"),
            _change("places", ["Hier"], ["Dort", "Da"]),
            _change("places", ["Hier"], ["Hier"]),
            _change("cost", None, {"amount": 1200000, "precision": "estimate", "source": ""}),
        ),
        _item(
            3,
            "Bänke",
            {"kind": "ends", "at": _at(14), "number": 3, "until": "2026-11-27T11:00:00+00:00"},
            {"kind": "answer", "at": _at(14), "number": 77},
            {"kind": "wish", "at": _at(14), "number": 3, "reason": "Ja, ab Mai."},
        ),
        _item(4, "Nur Gespräch", talk=1),
    ],
}

EARLY = [{key: value for key, value in item.items() if key != "talk"} for item in DIGEST["vorhaben"][:2]]
