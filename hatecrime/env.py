"""Strict readers for the process environment: a missing or malformed value stops the start.

Every value may also be given as a file: `SECRET_KEY_FILE=/run/secrets/secret_key` stands for `SECRET_KEY`.
"""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

_env = environ.FileAwareEnv()
_BOOLEANS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


def text(name: str, default: str | None = None) -> str:
    """Return the value of `name`.

    Raises:
        ImproperlyConfigured: it is missing or blank and has no default.
    """
    value = str(_env.str(name, default="")).strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"Set {name} in the environment (or {name}_FILE to a file that holds it).")
    return default


def boolean(name: str, default: bool = False) -> bool:
    """Return `name` as true or false.

    Raises:
        ImproperlyConfigured: the value is neither.
    """
    value = text(name, "yes" if default else "no").lower()
    if value not in _BOOLEANS:
        raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")
    return _BOOLEANS[value]


def whole_number(name: str, default: int, *, least: int = 0, most: int | None = None) -> int:
    """Return `name` as a whole number from `least` to `most`.

    Raises:
        ImproperlyConfigured: the value is not a whole number, or lies outside.
    """
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    if int(value) < least or (most is not None and int(value) > most):
        raise ImproperlyConfigured(f"{name} must lie between {least} and {most or 'any number'}, not be {value}.")
    return int(value)


def one_of(name: str, default: str, *others: str) -> str:
    """Return `name` as one of the words `default` and `others`.

    Raises:
        ImproperlyConfigured: the value is none of them.
    """
    value = text(name, default).lower()
    if value not in (default, *others):
        raise ImproperlyConfigured(f"{name} must be {' or '.join((default, *others))}, not {value!r}.")
    return value


def words(name: str, default: str | None = None) -> list[str]:
    """Return `name` split at its commas, without blanks."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def database(name: str) -> dict[str, Any]:
    """Return Django's settings for the PostgreSQL database whose URL is in `name`.

    Raises:
        ImproperlyConfigured: the URL is missing, or is not a PostgreSQL URL with a user and a database.
    """
    settings: dict[str, Any] = environ.FileAwareEnv.db_url_config(text(name))
    if "postgresql" not in str(settings.get("ENGINE")) or not settings.get("NAME") or not settings.get("USER"):
        raise ImproperlyConfigured(f"{name} must look like postgresql://user:password@host:5432/database.")
    return settings


def queue(name: str) -> tuple[str, str]:
    """Return the addresses of the Redis or Valkey server in `name`: (for the cache, for Celery).

    A server on a unix socket is written `unix:///path/to/socket?db=0`; Celery spells the same thing differently.

    Raises:
        ImproperlyConfigured: the URL is missing or has another scheme.
    """
    url = text(name)
    parts = urlsplit(url)
    if parts.scheme in {"redis", "rediss"}:
        return url, url
    if parts.scheme == "unix" and parts.path:
        number = parse_qs(parts.query).get("db", ["0"])[0]
        return url, f"redis+socket://{parts.path}?virtual_host={number}"
    raise ImproperlyConfigured(f"{name} must start with redis://, rediss:// or unix://.")


def scanner(name: str) -> str:
    """Return the address of ClamAV's daemon in `name`; nothing when there is none.

    Raises:
        ImproperlyConfigured: it is neither `tcp://host:3310` nor `unix:///path/to/socket`.
    """
    url = text(name, "")
    parts = urlsplit(url)
    if url and not (parts.scheme == "tcp" and parts.hostname) and not (parts.scheme == "unix" and parts.path):
        raise ImproperlyConfigured(f"{name} must look like tcp://host:3310 or unix:///path/to/socket.")
    return url


def mail(name: str, default: str) -> dict[str, Any]:
    """Return Django's e-mail settings for the URL in `name`, such as `smtp+tls://user:password@host:587`."""
    settings: dict[str, Any] = environ.FileAwareEnv.email_url_config(text(name, default))
    return {key: value for key, value in settings.items() if value is not None}
