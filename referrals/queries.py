"""Reading referrals and the directory of support services."""

from django.db.models import Q, QuerySet

from partners.actor import Actor
from partners.roles import Permission
from referrals.models import Referral, ReferralState, Service
from referrals.policy import visible_referrals


def waiting_for_us(actor: Actor) -> QuerySet[Referral]:
    """Return the referrals to the actor's agency that wait for its answer."""
    return visible_referrals(actor).filter(to_agency_id=actor.agency_id, state=ReferralState.OFFERED)


def waiting_for_others(actor: Actor) -> QuerySet[Referral]:
    """Return the referrals that the actor's agency sent and nobody has answered."""
    return visible_referrals(actor).filter(from_agency_id=actor.agency_id, state=ReferralState.OFFERED)


def answered(actor: Actor) -> QuerySet[Referral]:
    """Return the referrals, sent or received, that wait no longer; the latest answer first."""
    return visible_referrals(actor).exclude(state=ReferralState.OFFERED).order_by("-answered_at")


def services_for(actor: Actor) -> QuerySet[Service]:
    """Return the services in the directory of the actor's partnership; administrators see the unlisted ones too."""
    services = Service.objects.filter(partnership_id=actor.partnership_id).select_related("agency")
    return services if actor.may(Permission.PARTNERSHIP_ADMINISTER) else services.filter(is_listed=True)


def services_matching(actor: Actor, words: str, language: str) -> QuerySet[Service]:
    """Return the services that hold every one of `words`, in any order, and speak `language`; empty narrows nothing."""
    services = services_for(actor)
    for word in words.split():
        services = services.filter(
            Q(name__icontains=word) | Q(offers__icontains=word) | Q(for_whom__icontains=word) | Q(where__icontains=word)
        )
    return services.filter(languages__icontains=language) if language else services


def languages_of(actor: Actor) -> list[str]:
    """Return every language that a service of the directory names, in order."""
    named = services_for(actor).values_list("languages", flat=True)
    return sorted({language.strip() for text in named for language in text.split(",") if language.strip()})
