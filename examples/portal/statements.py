"""What the portal of the demonstration says about itself where the law asks for it. Nobody of these exists."""

from datetime import date

ACCESSIBILITY = {
    "status": "partial",
    "barriers": [
        {
            "what": "Die Anlagen einzelner Vorhaben sind ältere PDF-Dateien ohne Gliederung.",
            "why": "Sie wurden vor Jahren eingescannt.",
            "instead": "Das Wichtigste steht im Text des Vorhabens. Auf Wunsch lesen wir die Datei vor.",
        },
        {
            "what": "Es gibt noch keine Videos in Gebärdensprache.",
            "instead": "Wir antworten auf Wunsch mit einem Video.",
        },
    ],
    "made_on": date(2026, 9, 1),
    "checked_on": date(2026, 11, 1),
    "method": "self",
    "contact": {
        "name": "Stadt Musterportal, Inklusion",
        "email": "inklusion@musterportal.example",
        "phone": "0234 000 01",
    },
    "arbitration": {"name": "Ombudsstelle für barrierefreie Informationstechnik des Landes Nordrhein-Westfalen"},
}
PRIVACY = {
    "controller": {"name": "Stadt Musterportal", "email": "redaktion@musterportal.example", "address": "Musterplatz 1"},
    "officer": {"name": "Datenschutz der Stadt Musterportal", "email": "datenschutz@musterportal.example"},
    "authority": {"name": "Landesbeauftragte für Datenschutz und Informationsfreiheit Nordrhein-Westfalen"},
    "processors": ["Städtisches Rechenzentrum Musterportal"],
}
