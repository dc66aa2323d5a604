"""Keeping small secrets in the database so that a copy of the database alone does not give them away."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class NotReadable(Exception):
    """The text was sealed with another key or for another purpose, was changed, or is too old."""


def seal(text: str, *, purpose: str) -> str:
    """Encrypt `text` with a key made from SECRET_KEY for this purpose alone."""
    return _box(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, *, purpose: str, seconds: int | None = None) -> str:
    """Return what was sealed; keys that were in force before (SECRET_KEY_FALLBACKS) still read.

    Args:
        sealed: what `seal` returned.
        purpose: the purpose it was sealed for.
        seconds: how old it may be; no limit when it is not given.

    Raises:
        NotReadable: it cannot or must not be read.
    """
    try:
        return _box(purpose).decrypt(sealed.encode(), ttl=seconds).decode()
    except InvalidToken as reason:
        raise NotReadable(f"What was sealed for {purpose!r} cannot be read.") from reason


def _box(purpose: str) -> MultiFernet:
    return MultiFernet([_key(str(secret), purpose) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str, purpose: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"hatecrime: {purpose}".encode())
    return Fernet(base64.urlsafe_b64encode(derived.derive(secret.encode())))
