"""A real HTTP server on this machine that plays somebody else's."""

import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def server(answer):
    """``answer(handler)`` says what comes back; yields the address and the list of requests (path, headers).

    What was posted is the handler's ``body``.
    """
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, dict(self.headers)))
            answer(self)

        def do_POST(self):
            self.body = self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *args):
            """Nobody reads it."""

        def handle(self):
            with suppress(OSError):  # the other side hung up first
                super().handle()

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{running.server_port}", asked
    finally:
        running.shutdown()
        running.server_close()


def send(handler, body, *, status=200, kind="application/json", **headers):
    """One answer with the right length, unless a header says otherwise."""
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    for name, value in {"Content-Length": len(body), **headers}.items():
        handler.send_header(name.replace("_", "-"), str(value))
    handler.end_headers()
    handler.wfile.write(body)
