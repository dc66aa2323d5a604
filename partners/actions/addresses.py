"""The address with which a person signs in: read, checked, and changed in both places that hold it."""

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from partners.errors import NotPossible
from partners.models import User


def read_address(typed: str) -> str:
    """Return an address in lower case.

    Raises:
        NotPossible: it is not an address.
    """
    address = typed.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise NotPossible(f"“{typed}” is not an email address. Use one such as name@example.org.") from None
    return address


def check_is_free(address: str, user: User) -> None:
    """Check that nobody but `user` signs in with this address.

    Raises:
        NotPossible: somebody does. The sentence says no more: that person may work in another partnership.
    """
    if User.objects.filter(email=address).exclude(pk=user.pk).exists():
        raise NotPossible("This address cannot be used. Use another one.")


def set_address(user: User, address: str) -> None:
    """Let the person sign in with this address instead."""
    user.email = address
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
