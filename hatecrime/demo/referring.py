"""A referral of a case: sent by the agency that leads it, and answered."""

from collections.abc import Callable
from dataclasses import dataclass, field

from cases.models import Incident
from cases.sections import Section
from hatecrime.demo.lives import Life
from hatecrime.demo.reading import words
from partners.actor import Actor
from partners.roles import Permission
from partners.scope import acting
from referrals.actions import answering, sending
from referrals.models import Referral, Service

_SUMMARY_FOR = {"THIM": 0, "HOMES": 1, "HEALTH": 0, "YOUTH": 3, "SAFE": 4}
_ELSEWHERE = 2


@dataclass
class Request:
    """One referral: to an agency by its code, or to a service by its name."""

    life: Life
    to_agency: str = ""
    to_service: str = ""
    referral: Referral = field(default_factory=Referral)
    is_answered: bool = False

    def send(self) -> None:
        """The referral is sent."""
        life = self.life
        with acting(life.worker):
            service = Service.objects.get(name=self.to_service) if self.to_service else None
            agency = life.cast.agencies.get(self.to_agency)
            refused = Incident.objects.filter(case=life.case, consent="refused").exists()
            self.referral = sending.send(
                actor=life.worker,
                case=life.case,
                to_agency_id=agency.pk if agency else None,
                service=service,
                sections=(Section.ACCOUNT, Section.PEOPLE),
                summary=words()["referrals"]["summaries"][_SUMMARY_FOR.get(self.to_agency, _ELSEWHERE)],
                legal_gateway="dpa_safeguarding" if refused else "consent",
                gateway_reason=words()["gateway_reason"] if refused else "",
            )

    def accept(self) -> None:
        """It is accepted; of a service without this software the sender records it."""
        note = self.life.rng.choice(words()["referrals"]["accepted"])
        self._answer(lambda actor, referral: answering.accept(actor=actor, referral=referral, note=note))

    def decline(self) -> None:
        """It is declined, with a reason."""
        note = words()["referrals"]["declined"]
        self._answer(lambda actor, referral: answering.decline(actor=actor, referral=referral, note=note))

    def _answer(self, say: Callable[[Actor, Referral], None]) -> None:
        code = self.to_agency
        actor = self.life.cast.one(code, Permission.REFERRAL_ANSWER, self.life.rng) if code else self.life.worker
        with acting(actor):
            referral = Referral.objects.select_related("access", "sent_by").get(pk=self.referral.pk)
            say(actor, referral)
        self.is_answered = True
