"""The attacker: somebody who has every file of a partnership that was published, patience, and a linear program."""
