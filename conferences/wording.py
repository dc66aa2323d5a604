"""Counts in words."""


def counted(number: int, one: str, many: str) -> str:
    """Return the number with the words that go with it, such as "1 action is" and "2 actions are"."""
    return f"{number} {one if number == 1 else many}"
