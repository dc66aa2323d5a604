"""The names of all faults, in the order in which they are done; known before there is a machine."""

from typing import Final

VICTIMS: Final = ("child", "worker", "host")
POINTS: Final = {
    "before_claim": "before the claim",
    "after_claim": "after the claim",
    "during_tables": "during the tables",
    "after_tables": "after the tables",
    "during_pdf": "during the PDF",
    "before_store": "before storing",
    "in_storing": "in the storing transaction",
    "before_acknowledgement": "stored, not acknowledged",
    "before_notice": "before the notice",
    "after_notice": "after the notice",
}
"""The ten points, in the order in which a report passes them."""

OTHERS: Final = (
    "two-beats",
    "no-beat",
    "valkey-flushed",
    "valkey-restarted",
    "postgres-restarted",
    "disk-full",
    "disk-full-database-ended",
    "poison",
    "deadly-poison",
    "valkey-gone",
)


def kill_name(victim: str, point: str) -> str:
    """Return the name of killing a part of the machine at a point."""
    return f"{victim}-{point.replace('_', '-')}"


def names() -> list[str]:
    """Return the name of every fault."""
    return [*(kill_name(victim, point) for victim in VICTIMS for point in POINTS), *OTHERS]
