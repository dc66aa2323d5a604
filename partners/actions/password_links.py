"""The link with which somebody who has forgotten their password sets a new one.

The page that is asked for it only writes a row. A worker sends the e-mail, so that the answer takes the same time
whether the address has an account or not.
"""

from datetime import timedelta
from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from partners.actions.sessions import record_for
from partners.models import PasswordRequest, User

_ONE_IN = timedelta(minutes=5)
_TOO_LATE = timedelta(hours=1)


@transaction.atomic
def ask(*, email: str, request_id: str) -> None:
    """Note that a link is wanted for this address; one that has no open account, or had a link just now, gets none.

    Args:
        email: the address that somebody gave, known or not.
        request_id: the request.
    """
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None or PasswordRequest.objects.filter(user=user, asked_at__gt=timezone.now() - _ONE_IN).exists():
        return
    wanted = PasswordRequest(user=user)
    wanted.save(force_insert=True)
    record_for("session.ask_link", user, request_id)
    arguments = [str(wanted.pk)]
    transaction.on_commit(lambda: current_app.send_task("partners.tasks.email_password_link", arguments), robust=True)


@transaction.atomic
def send(*, wanted_id: UUID) -> bool:
    """Send the link, unless it is sent, is being sent by somebody else, or was asked for more than an hour ago.

    Args:
        wanted_id: the row.

    Returns:
        Whether it was sent.

    Raises:
        OSError: the mail server cannot be reached; the row waits for the next attempt.
    """
    found = _waiting().select_for_update(skip_locked=True, of=("self",)).filter(pk=wanted_id).first()
    if found is None or not found.user.is_active:
        return False
    _message(found.user).send()
    found.sent_at = timezone.now()
    found.save(update_fields=["sent_at"])
    return True


def waiting() -> list[UUID]:
    """Return the rows whose links wait, oldest first."""
    return list(_waiting().order_by("asked_at").values_list("pk", flat=True)[:200])


def link_for(user: User) -> str:
    """Return a link that sets the person's password. It works once, and for three days (PASSWORD_RESET_TIMEOUT)."""
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return f"{settings.BASE_URL}{reverse('account_reset_password_from_key', kwargs=key)}"


def _waiting() -> QuerySet[PasswordRequest]:
    now = timezone.now()
    return PasswordRequest.objects.select_related("user").filter(sent_at__isnull=True, asked_at__gt=now - _TOO_LATE)


def _message(user: User) -> EmailMessage:
    context = {"password_reset_url": link_for(user), "product_name": settings.PRODUCT_NAME}
    subject = render_to_string("account/email/password_reset_key_subject.txt").strip()
    body = render_to_string("account/email/password_reset_key_message.txt", context)
    return EmailMessage(subject=f"{settings.PRODUCT_NAME}: {subject}", body=body, to=[user.email])
