"""The Celery application: workers and beat are started with `celery -A hatecrime`."""

import logging
import os

from celery import Celery
from celery.signals import after_setup_logger, after_setup_task_logger

from hatecrime.logs import WithoutWords

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hatecrime.settings")
app = Celery("hatecrime")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@after_setup_logger.connect(weak=False)
@after_setup_task_logger.connect(weak=False)
def leave_out_words(logger: logging.Logger, **_: object) -> None:
    """Let the workers' logs hold no more than the web's (`hatecrime.logs`)."""
    for handler in logger.handlers:
        handler.setFormatter(WithoutWords("%(asctime)s %(levelname)s %(name)s %(message)s"))
