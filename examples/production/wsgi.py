"""What gunicorn serves and what the commands use: the portal behind one proxy, with settings from the environment."""

import os
from urllib.parse import urlsplit

from werkzeug.middleware.proxy_fix import ProxyFix

from examples.portal import create_app

app = create_app(
    instance_path=os.environ.get("PORTAL_STATE", "/var/lib/portal"),
    TRUSTED_HOSTS=[urlsplit(os.environ["PORTAL_URL"]).hostname],
    SESSION_COOKIE_SECURE=True,
    BETEILIGUNG_RATE_STORAGE=os.environ.get("PORTAL_REDIS", "redis://127.0.0.1:6379/0"),
    BETEILIGUNG_FILES_FOLDER=os.environ.get("PORTAL_FILES", "/var/lib/portal/files"),
)
# One proxy, ours, which sets these itself (nginx/forward.conf): believe the last hop and nothing before it.
app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)
