import pytest
from hypothesis import given
from hypothesis import strategies as st

from beteiligung import Person
from beteiligung.account import rules
from beteiligung.roles import ADMINISTRATION, MODERATION

from .. import records

PEOPLE = {
    "nobody": None,
    "resident of the host": Person("anna", "Anna"),
    "by e-mail": Person("konto:1", "Linde", way="email"),
    "by oidc": Person("konto:2", "Eiche", way="oidc"),
    "guest": Person("gast:1", "Buche", way="guest"),
    "office of the host": Person("amt", "Amt", roles=frozenset({ADMINISTRATION})),
    "moderator of the host": Person("kim", "Kim", roles=frozenset({MODERATION})),
}
STAFF = {"office of the host", "moderator of the host"}
TABLE = [
    # what the city opens, what the Vorhaben closes, who may speak besides staff
    (("host",), [], {"resident of the host"}),
    (("email",), [], {"by e-mail"}),
    (("oidc",), [], {"by oidc"}),
    (("guest",), [], {"guest"}),
    (("email", "guest"), [], {"by e-mail", "guest"}),
    (("host", "email", "oidc", "guest"), [], {"resident of the host", "by e-mail", "by oidc", "guest"}),
    (("host", "email", "oidc", "guest"), ["guest"], {"resident of the host", "by e-mail", "by oidc"}),
    (("host", "email", "guest"), ["host", "guest"], {"by e-mail"}),
    (("host",), ["guest"], {"resident of the host"}),
    (("guest",), ["guest"], set()),
    ((), [], set()),
]


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize(("city", "closed", "speak"), TABLE)
def test_who_may_speak(city, closed, speak, who):
    ways = rules.ways_for(city, records.vorhaben(closed_to=closed))

    assert rules.may_speak(PEOPLE[who], ways) is (who in speak | STAFF)


def test_a_role_of_the_host_is_no_key_for_others():
    """Nobody who is not the host's can have roles; if somebody had, they would count for nothing."""
    odd = Person("konto:1", "Linde", roles=frozenset({MODERATION}), way="email")

    assert not rules.may_speak(odd, ("host",))


@pytest.mark.parametrize("path", ["/", "/portal", "/portal/de?next=//evil.example", "/%2f%2fevil.example", "/a:b@c"])
def test_a_path_of_our_own(path):
    assert rules.is_local_path(path)


@pytest.mark.parametrize(
    "address",
    [
        *(None, "", "x", "https://evil.example", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil"),
        *("/\t/evil.example", "/\n/evil.example", " /x", "/x\r\nSet-Cookie: a=b", "javascript:alert(1)", "/" * 2 + "x"),
        *("/\x00", "/\x7f", "/" + "x" * 3000, 7, b"/x"),
    ],
)
def test_no_path_of_our_own(address):
    assert not rules.is_local_path(address)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Linde 12", "linde12"), ("Linde_12", "LINDE 12"), ("Grün", "gruen"), ("Ａnna", "Anna"), ("An\u200bna", "Anna")],
)
def test_two_names_that_sound_the_same(one, other):
    assert rules.name_key(rules.tidy(one)) == rules.name_key(rules.tidy(other))


@pytest.mark.parametrize(
    "name", ["Stadt Bochum", "Die Verwaltung", "MODERATION", "Oberbürgermeister Müller", "a d m i n"]
)
def test_a_name_that_sounds_like_the_city(name):
    assert rules.sounds_official(name)


@pytest.mark.parametrize("name", ["Stadtpark-Freundin", "Linde 12", "Amtmann Meyer", "Ratsche"])
def test_a_name_that_does_not(name):
    assert not rules.sounds_official(name)


@given(st.text(max_size=80))
def test_no_name_keeps_what_cannot_be_seen(text):
    tidy = rules.tidy(text)

    assert tidy == rules.tidy(tidy)
    assert not {"\u202e", "\u2066", "\u200b", "\n", "\t", "\x00"} & set(tidy)
    assert rules.name_key(tidy) is not None
