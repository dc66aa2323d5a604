"""A result, and a file of made-up answers, as JSON; the fields are in docs/instruments.md."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from cases.instruments.answers import check_answers
from cases.instruments.fields import shown
from cases.instruments.files import LARGEST, FileRefused, parse_json
from cases.instruments.instrument import Instrument
from cases.instruments.patterns import Escalation
from cases.instruments.results import Repeat, Result, Together


def result_as_json(result: Result) -> dict[str, Any]:
    """Return the outcome as plain values."""
    return {
        "instrument": result.instrument,
        "version": result.version,
        "fingerprint": result.fingerprint,
        "score": result.score,
        "band": result.band,
        "band_by_score": result.band_by_score,
        "deciding": [asdict(answer) for answer in result.deciding],
        "weighing": [asdict(answer) for answer in result.weighing],
        "triggers": [
            *({"kind": "answer", **asdict(trigger)} for trigger in result.triggers),
            *map(_cluster, result.clusters),
            *map(_repeat, result.repeats),
        ],
        "unknowns": [asdict(unknown) for unknown in result.unknowns],
        "incidents": dict(result.incidents),
        "recommendation": result.recommendation,
        "review": {"in_days": result.review_in_days, "reviewer": result.reviewer},
        "suggested_actions": [asdict(action) for action in result.suggested_actions],
        "thresholds": asdict(result.thresholds),
        "why": list(result.why),
    }


def _cluster(together: Together) -> dict[str, Any]:
    return {"kind": "cluster", **asdict(together), "answers": [asdict(answer) for answer in together.answers]}


def _repeat(repeat: Repeat) -> dict[str, Any]:
    rule: Escalation = repeat.rule
    return {"kind": "repeat", **asdict(rule), "over": list(rule.over), "counted": repeat.incidents}


@dataclass(frozen=True)
class MadeUp:
    """Made-up answers, and how many incidents to suppose for each rule on repeats."""

    answers: Mapping[str, str]
    incidents: Mapping[str, int]


def read_made_up(content: bytes, instrument: Instrument) -> MadeUp:
    """Read a file of made-up answers for this instrument.

    Args:
        content: JSON: answers by question key; or such a table under `answers`, beside `incidents`, which is a number
            or a table of numbers by the key of a rule on repeats. Without it there is one incident.
        instrument: what was asked.

    Raises:
        FileRefused: with every error, those of the file and those of the answers.
    """
    given = _table(content)
    is_wrapped = isinstance(given.get("answers"), Mapping)
    said = given["answers"] if is_wrapped else given
    readable = {key: text for key, value in said.items() if (text := _text(value)) is not None}
    errors = [
        f"“{shown(key)}”: an answer must be text, a whole number, true or false" for key in said.keys() - readable
    ]
    wrong = check_answers(instrument, readable)
    errors += [sentence for key, sentence in wrong.items() if key not in said.keys() - readable]
    counted, complaints = _incidents(given.get("incidents", 1) if is_wrapped else 1, instrument)
    strangers = [f"{shown(key)} is not a field that belongs here" for key in given.keys() - {"answers", "incidents"}]
    if found := [*errors, *complaints, *(strangers if is_wrapped else [])]:
        raise FileRefused(*found)
    return MadeUp(readable, counted)


def _table(content: bytes) -> Mapping[str, Any]:
    if len(content) > LARGEST:
        raise FileRefused(f"Answers: the file is larger than {LARGEST // 1024} kB")
    try:
        given = parse_json(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise FileRefused("Answers: the file is not text in UTF-8") from None
    if not isinstance(given, Mapping):
        raise FileRefused("Answers: the file must hold a table of answers by question")
    return given


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    return value if isinstance(value, str) else None


def _incidents(given: object, instrument: Instrument) -> tuple[dict[str, int], list[str]]:
    """Return the numbers by rule, and what is wrong with them."""
    rules = [rule.key for rule in instrument.escalations]
    counted = given if isinstance(given, Mapping) else dict.fromkeys(rules, given)
    errors = [
        f"Incidents “{shown(key)}”: must be a whole number, 0 or more"
        for key, number in counted.items()
        if not isinstance(number, int) or isinstance(number, bool) or number < 0
    ]
    errors += [f"Incidents “{shown(key)}”: there is no such rule on repeats" for key in counted if key not in rules]
    return {key: counted[key] for key in rules if key in counted}, errors
