"""gunicorn -c examples/production/gunicorn.conf.py"""

import os

wsgi_app = "examples.production.wsgi:app"
bind = os.environ.get("PORTAL_BIND", "unix:/run/portal/portal.sock")

# Pages cost CPU, not waiting: one process for each core and one more. Each remembers the list on its own, see
# docs/speed.md, so more processes cost memory and warm up more slowly. Threads let a slow reader hold nobody up.
workers = int(os.environ.get("PORTAL_WORKERS", (os.cpu_count() or 1) + 1))
worker_class = "gthread"
threads = 4

# Loaded once and then forked: a mistake ends the start instead of every worker, and the code is in memory once. The
# price: a new version needs a restart, a reload (HUP) is not enough.
preload_app = True

timeout = 60
graceful_timeout = 30
keepalive = 15
max_requests = 5000
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None

no_control_socket = True

# nginx writes the log of who asked for what, for as long as the privacy notice says; a second one helps nobody.
accesslog = None
errorlog = "-"


def post_fork(server, worker):
    """A connection that was opened before the fork belongs to the parent: this worker opens its own."""
    from examples.production.wsgi import app

    with app.app_context():
        app.extensions["beteiligung"].engine().dispose(close=False)
