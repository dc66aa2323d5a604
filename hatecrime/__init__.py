"""The site: settings, addresses, middleware, queue and the services of one machine."""

from hatecrime.celery import app as celery_app

__all__ = ["celery_app"]
