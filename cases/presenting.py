"""Facts of a case as rows that a page can show, with words in place of codes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime

from cases.age_bands import band_of
from cases.models import Account, Incident, Person
from cases.models.incident import Kind, Precision
from cases.models.person import Part
from cases.terms import Terms

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Words:
    """The words for the codes of one partnership."""

    terms: Terms

    def one(self, vocabulary: str, code: str) -> str:
        """Return the words for a code; one without words (a partner's own) stands for itself."""
        found = self.terms.terms.get((vocabulary, code))
        return found[-1].label if found else code

    def several(self, vocabulary: str, codes: Iterable[str]) -> str:
        """Return the words for several codes, in one line."""
        return ", ".join(self.one(vocabulary, code) for code in codes)


def row(key: str, value: object, empty: str = "") -> Row:
    """Return one row of a summary list; `empty` stands where there is no value, in place of "Not recorded"."""
    return {"key": key, "value": value, "empty": empty}


def filled(rows: Iterable[Row]) -> list[Row]:
    """Return the rows that have a value."""
    return [each for each in rows if each["value"]]


def incident_rows(incident: Incident, words: Words) -> list[Row]:
    """Return the coded facts of an incident: the section `summary`."""
    return [
        row("When", occurred(incident)),
        row("Recorded", f"{date_format(incident.recorded_on)} by {incident.agency.name}"),
        row("Crime or incident", _kind(incident, words)),
        row("Strands", words.several("strand", incident.strands)),
        *filled([row("Perceived religion", words.several("perceived_religion", incident.perceived_religion))]),
        *filled([row("What sort of incident", words.one("incident_type", incident.incident_type))]),
        row("Area", words.one("area", incident.area)),
        row("Premises", words.one("premises", incident.premises)),
        row("Reported by", words.one("reported_by", incident.reported_by)),
        *filled([row("Markers", words.several("flag", incident.flags))]),
        *filled([row("Outcome", words.one("outcome", incident.outcome))]),
        row("Consent to share", words.one("consent", incident.consent)),
        row("Signposting pack given", {True: "Yes", False: "No", None: ""}[incident.pack_given]),
    ]


def _kind(incident: Incident, words: Words) -> str:
    kind = Kind(incident.kind).label
    return f"{kind}: {words.one('offence', incident.offence)}" if incident.offence else kind


def occurred(incident: Incident) -> str:
    """Return when an incident happened, as exactly as it is known."""
    pattern = "j F Y" if incident.occurred_precision == Precision.DAY else "j F Y, H:i"
    moments = [incident.occurred_from, incident.occurred_to] if incident.occurred_to else [incident.occurred_from]
    written = [date_format(localtime(moment), pattern) for moment in moments]
    return " to ".join(dict.fromkeys(written))


def account_rows(account: Account, words: Words) -> list[Row]:
    """Return the story of an incident: the section `account`."""
    return filled(
        [
            row("What happened", account.description),
            row("Where exactly", account.place),
            row("Danger and safeguarding", account.danger),
            row("Harm and evidence", account.harm),
            row("What the victim wants", account.wanted),
            row("Why shared without consent", account.share_without_consent_reason),
            row("Legal gateway", words.one("legal_gateway", account.legal_gateway)),
        ]
    )


def contact_rows(person: Person) -> list[Row]:
    """Return how it is safe to make contact with a person, which must be read before anything else about them."""
    return filled([row("Do not contact or tell", person.do_not_tell), row("Safe contact", person.safe_contact)])


def erased_rows(person: Person, words: Words, erased_at: datetime) -> list[Row]:
    """Return what is left of a person whose data was erased; of the age the band alone is known."""
    band = "" if person.age is None else band_of(person.age, words.terms, localtime(erased_at).date())
    left = [each for each in person_rows(person, words) if each["key"] != "Age"]
    about = f"What says who this is, on {date_format(localtime(erased_at))}"
    return filled([row("Erased", about), *left, row("Age", band)])


def person_rows(person: Person, words: Words) -> list[Row]:
    """Return the rest about a person: the section `people`."""
    return filled(
        [
            row("Name", "Wished to stay anonymous" if person.is_anonymous else person.name),
            row("Telephone", person.phone),
            row("Email", person.email),
            row("Address", person.address),
            row("Language and access", person.language),
            row("Age", person.age),
            row("Sex", words.one("sex", person.sex)),
            row("Ethnic group", words.one("ethnicity", person.ethnicity)),
            row("Description", person.description),
        ]
    )


def part(person: Person) -> str:
    """Return the person's part in the incident, in words."""
    return Part(person.part).label
