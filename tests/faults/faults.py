"""The faults, each done to a running machine: what is broken, when, and when it is whole again."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from typing import Final

from hatecrime.runtime.processes import Process
from partners.actor import Actor
from tests.faults import asking, watching
from tests.faults.bench import LONGEST_FULL, Bench, Outcome, fill_disk
from tests.faults.machine import Machine, wait_until
from tests.faults.names import POINTS, VICTIMS, kill_name, names
from tests.faults.points import Asked, held, reach
from tests.faults.processes import kill, valkey_command

Fault = Callable[[Bench], Outcome]
UNDER_WAY: Final = "during_tables"


def all_faults() -> dict[str, Fault]:
    """Return every fault by the name it is run by."""
    kills = {kill_name(victim, point): partial(_killed, victim, point) for victim in VICTIMS for point in POINTS}
    others = (
        two_beats,
        no_beat,
        valkey_flushed,
        valkey_restarted,
        postgres_restarted,
        disk_full,
        disk_full_database_ended,
        poison,
        deadly_poison,
        valkey_gone,
    )
    return dict(zip(names(), [*kills.values(), *others], strict=True))


def _killed(victim: str, point: str, bench: Bench) -> Outcome:
    """Kill at a point, while a report of another kind is under way beside it."""
    machine = bench.machine
    with ExitStack() as at_the_end:
        run, *others = _asked_and_held(bench, point, at_the_end)
        runs = [run, *others]
        if point == "before_acknowledgement":
            _store_without_acknowledging(machine, run, at_the_end)
        kill(machine, victim)
        since = time.monotonic()
    if victim == "host":
        machine.start()
    return bench.judge(f"kill -9 of {victim}", POINTS[point], runs, since, partial(_emails, machine, run, point))


def _asked_and_held(bench: Bench, point: str, at_the_end: ExitStack) -> list[Asked]:
    """Ask for a report of each kind, and return when the first stands at the point; it is held until the end."""
    machine = bench.machine
    with machine.frozen(machine.worker(), *machine.children()):
        runs = bench.ask_all()
        at_the_end.enter_context(held(machine, runs[0], point))
    reach(machine, runs[0], point)
    return runs


def _store_without_acknowledging(machine: Machine, run: Asked, at_the_end: ExitStack) -> None:
    """Let the report be stored while the queue hangs, so that its message cannot be acknowledged."""
    queue = machine.frozen(machine.valkey())
    queue.__enter__()
    at_the_end.close()
    at_the_end.push(queue.__exit__)
    wait_until(lambda: watching.look(machine, run).state == "stored", 30, "the report to be stored")


def _emails(machine: Machine, run: Asked, point: str) -> Iterator[str]:
    """Look whether the e-mail of the notice comes, once; where the point is about the notice."""
    if not point.endswith("_notice"):
        return
    deadline = time.monotonic() + watching.LONGEST
    while watching.emails_about(machine, run) == 0 and time.monotonic() < deadline:
        time.sleep(0.5)
    if (number := watching.emails_about(machine, run)) != 1:
        yield f"{number} e-mails"


def two_beats(bench: Bench) -> Outcome:
    """Let a second clock run beside the first: both find the last quarter's report due at the same moment."""
    machine = bench.machine
    asking.forget_last_quarter(machine)
    with machine.without_beat():
        since = time.monotonic()
        second = machine.second_beat()
    try:
        return _of_schedule(bench, "two beats at once", "the report falls due", since)
    finally:
        second.kill()
        second.wait()


def no_beat(bench: Bench) -> Outcome:
    """Let no clock run for a day: a message was lost then, and the last quarter's report fell due."""
    machine = bench.machine
    asking.forget_last_quarter(machine)
    with machine.without_beat():
        with machine.frozen(machine.worker(), *machine.children()):
            runs = bench.ask_all()
            valkey_command(machine, "FLUSHALL")
        with machine.database() as database:
            earlier = (
                "UPDATE reporting_reportrun SET requested_at = requested_at - interval '1 day' WHERE id = ANY (%s)"
            )
            database.execute(earlier, [[run.key for run in runs]])
        since = time.monotonic()
    return _of_schedule(bench, "no beat for a day", "message lost, report due", since, *runs)


def _of_schedule(bench: Bench, fault: str, point: str, since: float, *more: Asked) -> Outcome:
    machine = bench.machine
    wait_until(lambda: len(asking.scheduled(machine)) == 2, watching.LONGEST, "the schedule to ask")
    due = asking.scheduled(machine)
    runs = [*due.values(), *more]
    seconds = watching.wait_for_end(machine, runs, since)
    undisturbed = {due[who.partnership_id].key: _once_more(bench, who) for who in (bench.manager, bench.other_manager)}
    return bench.judge(fault, point, runs, since, partial(_asked_twice, machine), seconds=seconds, figures=undisturbed)


def _once_more(bench: Bench, manager: Actor) -> str:
    """Have the last quarter's report made again without any fault, and return what its figures come to."""
    again = asking.ask(manager, "quarterly", asking.last_quarter())
    watching.wait_for_end(bench.machine, [again], time.monotonic())
    return watching.look(bench.machine, again).sha256


def _asked_twice(machine: Machine) -> Iterator[str]:
    if (number := watching.scheduled_in_all(machine, asking.last_quarter().first)) != 2:
        yield f"{number} reports were asked for by the schedule"


def valkey_flushed(bench: Bench) -> Outcome:
    """Empty the queue while reports are being made: messages, and who waits for them, are gone."""
    machine = bench.machine
    with ExitStack() as at_the_end:
        runs = _asked_and_held(bench, UNDER_WAY, at_the_end)
        valkey_command(machine, "FLUSHALL")
        since = time.monotonic()
    return bench.judge("Valkey flushed", POINTS[UNDER_WAY], runs, since)


def valkey_restarted(bench: Bench) -> Outcome:
    """End the queue's server while a report is being made."""
    machine = bench.machine
    with ExitStack() as at_the_end:
        runs = _asked_and_held(bench, UNDER_WAY, at_the_end)
        machine.valkey().send(signal.SIGTERM)
        since = time.monotonic()
    return bench.judge("Valkey restarted", POINTS[UNDER_WAY], runs, since)


def valkey_gone(bench: Bench) -> Outcome:
    """Have no queue for ten minutes: one report was being made, another is asked for meanwhile."""
    machine = bench.machine
    with ExitStack() as at_the_end:
        with machine.frozen(machine.worker(), *machine.children()):
            first = asking.ask(bench.manager, bench.kinds[0])
            at_the_end.enter_context(held(machine, first, UNDER_WAY))
        reach(machine, first, UNDER_WAY)
        with machine.queue_cannot_start():
            at_the_end.close()
            second = asking.ask(bench.manager, bench.kinds[-1])
            time.sleep(bench.gone_seconds)
        since = time.monotonic()
    minutes = f"Valkey gone for {bench.gone_seconds:.0f} s"
    return bench.judge(minutes, POINTS[UNDER_WAY], [first, second], since)


def postgres_restarted(bench: Bench) -> Outcome:
    """End the database's server at once (`-m immediate`): nothing is written down, the next start replays the log."""
    machine = bench.machine
    with ExitStack() as at_the_end:
        runs = _asked_and_held(bench, UNDER_WAY, at_the_end)
        machine.postgres().send(signal.SIGQUIT)
        since = time.monotonic()
    return bench.judge("PostgreSQL restarted at once", POINTS[UNDER_WAY], runs, since)


def disk_full(bench: Bench) -> Outcome:
    """Fill the machine's disk to the last byte while a report is being made, and make room again."""
    return _on_a_full_disk(bench, f"disk full for {LONGEST_FULL:.0f} s")


def disk_full_database_ended(bench: Bench) -> Outcome:
    """Fill the disk and end the database's server, which finds no room to start again."""
    return _on_a_full_disk(bench, "disk full, PostgreSQL ended", bench.machine.postgres())


def _on_a_full_disk(bench: Bench, fault: str, *ended: Process) -> Outcome:
    with ExitStack() as at_the_end:
        runs = _asked_and_held(bench, UNDER_WAY, at_the_end)
        filler = fill_disk(bench.root)
        at_the_end.close()
        for process in ended:
            process.send(signal.SIGQUIT)
        time.sleep(LONGEST_FULL)
        filler.unlink()
        since = time.monotonic()
    return bench.judge(fault, POINTS[UNDER_WAY], runs, since)


def poison(bench: Bench) -> Outcome:
    """Ask for a report that cannot be made, and for one that can."""
    machine = bench.machine
    with machine.frozen(machine.worker(), *machine.children()):
        spoilt, *others = bench.ask_all()
        with machine.database() as database:
            stop = "INSERT INTO faults.stop (run, point, tables, steps) VALUES (%s, 'poison', %s, %s)"
            database.execute(stop, [spoilt.key, spoilt.tables, spoilt.steps])
    since = time.monotonic()
    return _parked(bench, "poison: fails each time", spoilt, others, since)


def deadly_poison(bench: Bench) -> Outcome:
    """Ask for a report that ends the process which makes it, each time, and for one that is made beside it."""
    machine = bench.machine
    with ExitStack() as at_the_end:
        spoilt, *others = _asked_and_held(bench, UNDER_WAY, at_the_end)
        watching.wait_for_end(machine, others, time.monotonic())
        kill(machine, "child")
    for _ in range(2):
        with held(machine, spoilt, UNDER_WAY):
            reach(machine, spoilt, UNDER_WAY)
            kill(machine, "child")
    return _parked(bench, "poison: kills its process", spoilt, others, time.monotonic())


def _parked(bench: Bench, fault: str, spoilt: Asked, others: list[Asked], since: float) -> Outcome:
    machine = bench.machine
    rest = bench.judge(fault, "three tries", others, since)
    seconds = watching.wait_for_end(machine, [spoilt, *others], since)
    with machine.database() as database:
        database.execute("DELETE FROM faults.stop")
        row = database.execute("SELECT state, attempt FROM reporting_reportrun WHERE id = %s", [spoilt.key]).fetchone()
    told = watching.told_of_failure(machine, spoilt)
    wrong = [] if row == ("failed", 3) else [f"the poison job is {row}"]
    wrong += [] if told == 1 else [f"told of the failure {told} times"]
    return Outcome(fault, "three tries", seconds, f"{rest.stored}, 1 parked", rest.same, (*rest.wrong, *wrong))
