"""A real map server on this machine, and what such a server can do to us."""

import socket
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from beteiligung.tiles.pictures import MOST_BYTES

PNG = b"\x89PNG\r\n\x1a\n" + b"picture"
OTHER_PNG = b"\x89PNG\r\n\x1a\n" + b"another picture"


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
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def nobody():
    """An address where nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def send(handler, body=PNG, kind="image/png", status=200, **headers):
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    for name, value in {"Content-Length": len(body), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def _drip(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "image/png")
    handler.end_headers()
    for byte in PNG * 20:
        handler.wfile.write(bytes([byte]))
        time.sleep(0.1)


def _drip_headers(handler):
    for byte in b"HTTP/1.0 200 OK\r\nContent-Type: image/png\r\nX-Long: " + b"x" * 100:
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()
        time.sleep(0.1)


def _cut_short(handler):
    send(handler, PNG, **{"Content-Length": len(PNG) + 50})
    handler.close_connection = True


def _no_http(handler):
    handler.wfile.write(b"I am no web server\r\n\r\n")


def _hang_up(handler):
    handler.connection.shutdown(socket.SHUT_RDWR)


def _elsewhere(address, status=302):
    return lambda handler: send(handler, status=status, Location=address)


USELESS = {
    "forbidden": lambda handler: send(handler, status=403),
    "broken": lambda handler: send(handler, status=500),
    "a page": lambda handler: send(handler, b"<html>", "text/html"),
    "a page that says it is a picture": lambda handler: send(handler, b"<html><script>alert(1)</script>"),
    "an SVG": lambda handler: send(handler, b"<svg onload='alert(1)'/>", "image/svg+xml"),
    "a sound": lambda handler: send(handler, b"RIFF\x00\x00\x00\x00WAVEfmt ", "image/webp"),
    "a message of a WMS": lambda handler: send(handler, b"<ServiceExceptionReport/>", "text/xml"),
    "nothing": lambda handler: send(handler, b""),
    "huge": lambda handler: send(handler, PNG + bytes(MOST_BYTES)),
    "elsewhere": _elsewhere("http://127.0.0.1:1/x.png"),
    "elsewhere here": _elsewhere("/3/4/2.png", 301),
    "a file": _elsewhere("file:///etc/passwd"),
}
DEAD = {
    "overworked": lambda handler: send(handler, status=503),
    "too often": lambda handler: send(handler, status=429),
    "silent": lambda handler: time.sleep(2),
    "dripping": _drip,
    "dripping headers": _drip_headers,
    "no HTTP": _no_http,
    "hangs up": _hang_up,
}
ODD = {"cut short": _cut_short, "not found": lambda handler: send(handler, status=404)}
BAD = {**USELESS, **DEAD, **ODD}
