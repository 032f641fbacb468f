"""The example portal as it runs for real: gunicorn behind nginx, PostgreSQL, Redis, systemd. See docs/deployment.md."""
