"""The base map passes through the host: a real server on this machine plays the city's map server."""

import socket
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from beteiligung.views import assets

PNG = b"\x89PNG\r\n\x1a\n" + b"picture"
TILE = "/beteiligung/kacheln/3/4/2"


@pytest.fixture
def engine(sqlite_engine):
    """Pictures do not depend on the database."""
    return sqlite_engine


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    """The server is on this machine, whatever stands between this machine and the world."""
    monkeypatch.setenv("no_proxy", "*")


@contextmanager
def map_server(answer):
    """A server that leaves the answer to a function; ``asked`` holds the paths."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            answer(self)

        def log_message(self, *args):
            """Nobody reads it."""

        def handle(self):
            with suppress(OSError):  # we hung up first
                super().handle()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/{{z}}/{{x}}/{{y}}.png", asked
    finally:
        server.shutdown()
        server.server_close()


def send(handler, body=PNG, kind="image/png", status=200, **headers):
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    for name, value in {"Content-Length": len(body), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def test_off_unless_the_city_wants_it(client, radweg):
    assert client.get(TILE).status_code == 404
    assert "data-tiles" not in client.get("/beteiligung/de/vorhaben").text


def test_fetched_once_then_kept(make_app, tmp_path):
    with map_server(send) as (address, asked):
        client = make_app(BETEILIGUNG_TILES_URL=address).test_client()
        answers = [client.get(TILE) for _ in range(3)]

    assert [(a.status_code, a.mimetype, a.data) for a in answers] == [(200, "image/png", PNG)] * 3
    assert "max-age=604800" in answers[0].headers["Cache-Control"]
    assert asked == ["/3/4/2.png"]
    assert [path.name for path in (tmp_path / "instance").rglob("*") if path.is_file()] == ["2.tile"]


@pytest.mark.parametrize(
    ("picture", "kind"), [(b"\xff\xd8\xff\xe0jpeg", "image/jpeg"), (b"RIFF\x00\x00\x00\x00WEBP", "image/webp")]
)
def test_other_pictures_keep_their_type(make_app, picture, kind):
    with map_server(lambda handler: send(handler, picture, kind)) as (address, _):
        answer = make_app(BETEILIGUNG_TILES_URL=address).test_client().get(TILE)

    assert (answer.status_code, answer.mimetype) == (200, kind)


@pytest.mark.parametrize(
    "place",
    [
        "21/0/0",
        "3/8/0",
        "3/0/8",
        "3/-1/0",
        "x/0/0",
        "3/0",
        "3/0/0.5",
        "99999999999999999999/0/0",
        "3/99999999999999999999/0",
    ],
)
def test_places_that_no_map_has(make_app, place):
    with map_server(send) as (address, asked):
        answer = make_app(BETEILIGUNG_TILES_URL=address).test_client().get(f"/beteiligung/kacheln/{place}")

    assert answer.status_code == 404
    assert asked == []


def drip(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "image/png")
    handler.end_headers()
    for byte in PNG * 20:
        handler.wfile.write(bytes([byte]))
        time.sleep(0.1)


def cut_short(handler):
    send(handler, PNG, **{"Content-Length": len(PNG) + 50})
    handler.close_connection = True


def no_http(handler):
    handler.wfile.write(b"I am no web server\r\n\r\n")


def hang_up(handler):
    handler.connection.shutdown(socket.SHUT_RDWR)


BAD = {
    "not found": lambda handler: send(handler, status=404),
    "broken": lambda handler: send(handler, status=500),
    "a page": lambda handler: send(handler, b"<html>", "text/html"),
    "a page that says it is a picture": lambda handler: send(handler, b"<html><script>alert(1)</script>"),
    "an SVG that says it is a picture": lambda handler: send(handler, b"<svg onload='alert(1)'/>", "image/svg+xml"),
    "nothing": lambda handler: send(handler, b""),
    "huge": lambda handler: send(handler, PNG + bytes(assets.TILE_BYTES)),
    "cut short": cut_short,
    "elsewhere": lambda handler: send(handler, status=302, Location="http://127.0.0.1:1/x.png"),
    "elsewhere here": lambda handler: send(handler, status=301, Location="/3/4/2.png"),
    "a file": lambda handler: send(handler, status=302, Location="file:///etc/passwd"),
    "silent": lambda handler: time.sleep(2),
    "dripping": drip,
    "no HTTP": no_http,
    "hangs up": hang_up,
}


@pytest.mark.parametrize("answer", BAD.values(), ids=BAD)
def test_whatever_the_server_does_the_page_is_calm(make_app, tmp_path, monkeypatch, answer):
    monkeypatch.setattr(assets, "TILE_SECONDS", 0.5)
    with map_server(answer) as (address, asked):
        began = time.monotonic()
        response = make_app(BETEILIGUNG_TILES_URL=address).test_client().get(TILE)
        took = time.monotonic() - began

    assert response.status_code == 404
    assert took < 1.9
    assert len(asked) == 1
    assert [path for path in (tmp_path / "instance").rglob("*") if path.is_file()] == []


def test_a_server_that_is_down(make_app):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/{{z}}/{{x}}/{{y}}"

    assert make_app(BETEILIGUNG_TILES_URL=address).test_client().get(TILE).status_code == 404


def test_the_visitor_tells_the_server_nothing(make_app):
    seen = []

    def listen(handler):
        seen.append(dict(handler.headers))
        send(handler)

    with map_server(listen) as (address, _):
        client = make_app(BETEILIGUNG_TILES_URL=address).test_client()
        client.get(
            f"{TILE}?q=geheim",
            headers={"Cookie": "session=geheim", "Referer": "http://geheim", "X-Forwarded-For": "1.2.3.4"},
        )

    assert "geheim" not in str(seen)
    assert "1.2.3.4" not in str(seen)
