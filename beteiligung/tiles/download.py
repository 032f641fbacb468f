"""One picture from a map server that may be slow, huge, lying or dead."""

import threading
import urllib.request
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from socket import SHUT_RDWR
from time import monotonic
from urllib.error import HTTPError

from .pictures import MOST_BYTES, kind

SECONDS = 3
"""For everything together: a server that sends a byte now and then is cut off too."""
NOTHING_THERE = (204, 400, 404, 410)
OVERWORKED = (429, 502, 503, 504)


class Missing(Exception):
    """The server has no such tile."""


class Useless(Exception):
    """The server answered with something that is no picture of a tile."""


class Down(Exception):
    """The server did not answer in time, or says that it cannot."""


def download(address):
    """The bytes of a picture; raises ``Missing``, ``Useless`` or ``Down``. Redirects lead nowhere."""
    end = monotonic() + SECONDS
    opener = urllib.request.build_opener(_Http, _Https, _NoRedirect)
    request = urllib.request.Request(address, headers={"User-Agent": "beteiligung", "Accept": "image/*"})
    try:
        with opener.open(request, timeout=SECONDS) as answer:
            if answer.status in NOTHING_THERE:
                raise Missing
            picture = answer.read(MOST_BYTES + 1)
            whole = answer.headers.get("Content-Length") in (None, str(len(picture)))
    except HTTPError as error:
        with error:
            raise _meaning(error.code) from error
    except (OSError, ValueError, HTTPException) as error:
        raise Down from error
    if monotonic() >= end:
        raise Down
    if not whole or len(picture) > MOST_BYTES or not kind(picture):
        raise Useless
    return picture


def _meaning(status):
    if status in NOTHING_THERE:
        return Missing()
    return Down() if status in OVERWORKED else Useless()


def _hang_up(connection):
    with suppress(OSError):  # long closed
        connection.shutdown(SHUT_RDWR)


class _Short:
    """A connection that ends after so many seconds, whatever drips through it."""

    def connect(self):
        super().connect()
        timer = threading.Timer(SECONDS, _hang_up, [self.sock])
        timer.daemon = True
        timer.start()


class _HttpConnection(_Short, HTTPConnection):
    pass


class _HttpsConnection(_Short, HTTPSConnection):
    pass


class _Http(urllib.request.HTTPHandler):
    def http_open(self, request):
        return self.do_open(_HttpConnection, request)


class _Https(urllib.request.HTTPSHandler):
    def https_open(self, request):
        return self.do_open(_HttpsConnection, request, context=self._context)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None
