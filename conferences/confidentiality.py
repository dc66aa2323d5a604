"""The confidentiality statement. The chair reads it out and each person confirms it, at each meeting (domain 5)."""

STATEMENT = (
    "We meet to make people safer, and share what we know for that purpose alone.",
    "What is said here stays with the agencies that are here. We pass it on only where the law or somebody’s safety"
    " asks for it, and tell the chair before we do.",
    "We say what is fact and what is opinion, and take away no more notes than our work needs.",
    "We keep those notes and the minutes safe, and show them to nobody who does not need them for an agreed action.",
    "If the person, or anyone in this case, is known to us privately, we say so now and step out.",
)
"""Our own wording, one paragraph a line. Minutes keep the words that were read, so a change here leaves them alone."""
