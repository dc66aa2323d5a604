"""Argon2 with the least work there is: tests sign in hundreds of times."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """The same algorithm and the same code, in a thousandth of the time."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
