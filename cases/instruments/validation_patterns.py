"""Says everything that is wrong with the rules on repeats and the clusters of an instrument document."""

from collections.abc import Iterator, Mapping

from cases.instruments import building, fields
from cases.instruments.fields import Rule, Table, shown
from cases.instruments.instrument import Kind
from cases.instruments.levels import Band
from cases.instruments.patterns import Over
from cases.instruments.validation_questions import ANSWER, answers_of, questions_of, twice
from cases.instruments.validation_questions import named as named_question

MOST_CLUSTERS, MOST_REPEATS = 12, 10
_REPEAT: Mapping[str, Rule] = {"incidents": fields.whole(2, 100), "within_days": fields.whole(1, 3_650)}
_REPEAT_ALLOWED: Mapping[str, Rule] = {
    "key": fields.code,
    "over": fields.some_of(*Over),
    "raises_by": fields.whole(1, 2),
    "at_least": ANSWER["at_least"],
}
_CLUSTER: Mapping[str, Rule] = {
    "key": fields.code,
    "text": fields.words,
    "answers": fields.answers,
    "needs": fields.whole(2, 20),
    "at_least": ANSWER["at_least"],
}


def named(cluster: Table) -> str:
    return f"Cluster “{shown(cluster.get('key', ''))}”"


def escalations(data: Table) -> Iterator[str]:
    given = data.get("escalation")
    tables = [given] if isinstance(given, Mapping) and given else fields.tables(given)
    for place, table in enumerate(tables, start=1):
        where = "Escalation" if given is table else f"Escalation {place}"
        yield from fields.check(where, table, _REPEAT, _REPEAT_ALLOWED)
        if ("raises_by" in table) is ("at_least" in table):
            yield f"{where}: give either raises_by or at_least"
    keys: list[Table] = [{"key": building.repeat_key(table, place)} for place, table in enumerate(tables, start=1)]
    yield from twice("Escalation", "rule", keys)
    if len(tables) > MOST_REPEATS:
        yield f"Escalation: there are {len(tables):,} rules; at most {MOST_REPEATS} can be used"


def clusters(data: Table) -> Iterator[str]:
    tables = fields.tables(data.get("clusters"))
    weighing = {key: answers for question in questions_of(data) for key, answers in _weighing(question)}
    for cluster in tables:
        yield from fields.check(named(cluster), cluster, _CLUSTER, {"suggests": fields.codes})
        listed = cluster.get("answers")
        references = [each for each in listed if isinstance(each, str)] if isinstance(listed, list) else []
        yield from _references(named(cluster), references, weighing)
        needs, there = cluster.get("needs"), len({each.partition(".")[0] for each in references})
        if isinstance(needs, int) and references and there < needs:
            yield f"{named(cluster)}: it needs {needs} answers but names {there} question{'s'[: there != 1]}"
    yield from twice("Document", "cluster", tables)
    if len(tables) > MOST_CLUSTERS:
        yield f"Document: there are {len(tables):,} clusters; at most {MOST_CLUSTERS} can be used"


def _references(where: str, references: list[str], weighing: Mapping[str, Mapping[str, bool]]) -> Iterator[str]:
    for reference in references:
        question, _, answer = reference.partition(".")
        if question not in weighing:
            yield f"{where}: there is no question “{shown(question)}”, which “{shown(reference)}” names"
        elif answer not in weighing[question]:
            yield f"{where}: question “{shown(question)}” has no answer “{shown(answer)}”"
        elif not weighing[question][answer]:
            yield (
                f"{where}: “{shown(reference)}” has neither points nor at_least, so that not knowing would lower "
                "the risk; leave it out"
            )


def _weighing(question: Table) -> Iterator[tuple[str, dict[str, bool]]]:
    """Yield the key of a question with its answers, each with whether it weighs anything."""
    key = question.get("key")
    if not isinstance(key, str):
        return
    weighs = [bool(answer.get("points") or answer.get("at_least")) for answer in answers_of(question)]
    if question.get("kind") == Kind.YES_NO.value:
        counts = question.get("when", "yes")
        yield key, {each: weighs[0] and each == counts for each in ("yes", "no")}
        return
    keys = [str(answer.get("key", answer.get("from"))) for answer in answers_of(question)]
    yield key, dict(zip(keys, weighs, strict=True))


def bands_that_are_not_there(data: Table) -> Iterator[str]:
    """Nothing can make the risk at least medium where there is no medium."""
    bands = fields.table_in(data, "bands")
    if not bands or Band.MEDIUM.value in bands:
        return
    given = data.get("escalation")
    repeats = [given] if isinstance(given, Mapping) else fields.tables(given)
    places = [
        *((named_question(question), answer) for question in questions_of(data) for answer in answers_of(question)),
        *((named(cluster), cluster) for cluster in fields.tables(data.get("clusters"))),
        *(("Escalation", repeat) for repeat in repeats),
    ]
    for where, table in places:
        if table.get("at_least") == Band.MEDIUM.value:
            yield f"{where}: at_least is medium, but there is no band “medium”"
