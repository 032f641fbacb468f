"""Everything of this folder on loopback, on free ports and as any user, with a certificate made for the occasion.

``BETEILIGUNG_DATABASE_URL=… python -m examples.production.run`` serves until Ctrl+C. The files are those for a real
machine; only addresses and paths are replaced.
"""

import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PATIENCE = 60
AROUND = """
daemon off;
pid {folder}/nginx.pid;
worker_processes 2;
error_log {folder}/nginx.log warn;
{user}
events {{ worker_connections 512; }}
http {{
    include {mime_types};
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/http.conf;
    include {folder}/site.conf;
}}
"""


class Service:
    """What runs: its address, its environment, and the processes."""

    def __init__(self, folder, environment):
        self.folder, self.environment = folder, environment
        self.port, self.plain_port = _free_port(), _free_port()
        self.origin = f"https://127.0.0.1:{self.port}"
        self.gunicorn = self.nginx = None

    def url(self, path):
        """The full address of a path; what does not begin with a slash is a page of ours."""
        return self.origin + (path if path.startswith("/") else f"/beteiligung/{path}")

    def workers(self):
        """The process ids of gunicorn's workers."""
        children = Path(f"/proc/{self.gunicorn.pid}/task/{self.gunicorn.pid}/children")
        return [int(number) for number in children.read_text().split()]

    def job(self, name, **more):
        """What a timer would start; its output."""
        environment = self.environment | more
        done = subprocess.run([HERE / "job", name], env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"job {name}: {done.stdout}{done.stderr}")
        return done.stdout

    def log(self):
        """What both servers had to say."""
        return "".join(file.read_text() for file in sorted(self.folder.glob("*.log")))


@contextmanager
def running(database_url, *, redis="redis://127.0.0.1:6379/9", workers=2, **environment):
    """Database brought up to date, gunicorn and nginx started; everything is gone afterwards but the database."""
    with tempfile.TemporaryDirectory(prefix="portal-") as name:
        folder = Path(name)
        service = Service(folder, _environment(folder, database_url, redis, workers))
        service.environment |= {"PORTAL_URL": service.origin, **environment}
        _write_nginx(service)
        _make_certificate(folder)
        service.job("upgrade")
        try:
            with open(folder / "gunicorn.log", "w") as log:
                command = [sys.executable, "-m", "gunicorn", "--config", str(HERE / "gunicorn.conf.py")]
                service.gunicorn = subprocess.Popen(command, cwd=ROOT, env=service.environment, stderr=log, stdout=log)
            _wait(service, (folder / "portal.sock").exists)
            command = ["nginx", "-p", name, "-c", f"{name}/nginx.conf", "-e", f"{name}/nginx.log"]
            service.nginx = subprocess.Popen(command)
            _wait(service, lambda: _is_ready(service))
            yield service
        finally:
            for process in (service.nginx, service.gunicorn):
                if process is not None:
                    process.terminate()
                    process.wait(PATIENCE)


def _environment(folder, database_url, redis, workers):
    return os.environ | {
        "BETEILIGUNG_DATABASE_URL": database_url,
        "PORTAL_BIN": str(Path(sys.executable).parent),
        "PORTAL_BIND": f"unix:{folder}/portal.sock",
        "PORTAL_WORKERS": str(workers),
        "PORTAL_SECRET_KEY": "only on loopback",
        "PORTAL_REDIS": redis,
        "PORTAL_STATE": str(folder / "state"),
        "PORTAL_FILES": str(folder / "files"),
        "PORTAL_BACKUPS": str(folder / "backups"),
    }


def _write_nginx(service):
    folder = service.folder
    places = {
        "unix:/run/portal/portal.sock": f"unix:{folder}/portal.sock",
        "/var/cache/nginx/portal": f"{folder}/cache",
        "/etc/nginx/portal/": f"{folder}/",
        "/etc/ssl/portal/": f"{folder}/",
        "/srv/portal/static/": f"{files('beteiligung') / 'static'}/",
        "listen 80;": f"listen 127.0.0.1:{service.plain_port};",
        "listen 443 ssl;": f"listen 127.0.0.1:{service.port} ssl;",
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl;\n": "",
        "vorhaben.example.org;": "127.0.0.1;",
    }
    texts = {file.name: file.read_text() for file in (HERE / "nginx").glob("*.conf")}
    for said, meant in places.items():
        if not any(said in text for text in texts.values()):
            raise LookupError(f"no file in nginx/ says {said!r}")
        texts = {name: text.replace(said, meant) for name, text in texts.items()}
    user = "user root;" if os.geteuid() == 0 else ""
    texts["nginx.conf"] = AROUND.format(folder=folder, user=user, mime_types="/etc/nginx/mime.types")
    for name, text in texts.items():
        (folder / name).write_text(text)


def _make_certificate(folder):
    made = ["-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    kept = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run(["openssl", "req", "-x509", *made, *kept], check=True, capture_output=True)


def _free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _is_ready(service):
    trusting = ssl._create_unverified_context()  # our own certificate, on our own machine
    try:
        with urllib.request.urlopen(service.url("bereit"), context=trusting, timeout=5):
            return True
    except (urllib.error.URLError, ConnectionError):
        return False


def _wait(service, there):
    until = time.monotonic() + PATIENCE
    while not there():
        ended = [process for process in (service.gunicorn, service.nginx) if process and process.poll() is not None]
        if ended or time.monotonic() > until:
            raise RuntimeError(f"it does not get ready:\n{service.log()}")
        time.sleep(0.1)


if __name__ == "__main__":
    if not shutil.which("nginx"):
        sys.exit("nginx is missing")
    with running(os.environ["BETEILIGUNG_DATABASE_URL"]) as served:
        print(f"Open {served.url('/')} (Ctrl+C ends it)")
        try:
            served.gunicorn.wait()
        except KeyboardInterrupt:
            print()
