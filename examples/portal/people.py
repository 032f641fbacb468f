"""Who can log in at the demonstration. A real portal asks its own login."""

PEOPLE = {
    person["id"]: person
    for person in (
        {"id": "anna", "name": "Linde 12", "roles": frozenset()},
        {"id": "mehmet", "name": "Erle 7", "roles": frozenset()},
        {"id": "kim", "name": "Kim Yıldız", "roles": frozenset({"moderation"})},
        {"id": "amt", "name": "Amt für Grün", "roles": frozenset({"administration"})},
        {"id": "bv", "name": "Robin Brand", "roles": frozenset({"bezirksvertretung"}), "bezirk": 2},
    )
}
