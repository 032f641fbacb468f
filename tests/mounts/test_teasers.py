"""The host's own home page shows both cities in one go, each with what is its own."""

from .cities import BOTH, MARK, PREFIX, A, B


def test_each_city_shows_its_own_on_the_hosts_home_page(portal):
    app = portal.app

    def home():
        shown = {city: (portal.at[city].newest(9), portal.at[city].numbers()) for city in (B, A, B)}
        return {
            city: [numbers.published, *(f"{one.title} {one.url} {one.place}" for one in newest)]
            for city, (newest, numbers) in shown.items()
        }

    app.add_url_rule("/", view_func=home)
    client = app.test_client()

    for _again in range(2):  # with cold and with warm caches
        said = client.get("/").json
        for city in BOTH:
            [published, only] = said[city]
            assert published == 1
            assert MARK[city] in only and PREFIX[city] in only
            assert "Entwurf" not in only


def test_one_city_without_a_database_leaves_the_other_alone(portal, monkeypatch):
    monkeypatch.setattr(portal.at[B], "engine", _gone)

    with portal.app.test_request_context("/"):
        assert portal.at[B].newest() == ()
        assert portal.at[B].numbers() is None
        assert len(portal.at[A].newest()) == 1


def _gone():
    raise OSError("nobody is there")
