"""Run a management command; `bin/manage` does this with the services running."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hatecrime.settings")
    execute_from_command_line(sys.argv)
