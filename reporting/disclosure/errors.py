"""What can be wrong with tables that are to be protected, in sentences."""

from collections.abc import Sequence


class DisclosureError(ValueError):
    """These tables cannot be protected; `problems` says why, one sentence for each thing that is wrong."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))
