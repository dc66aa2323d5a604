"""A second version of our own risk instrument, uploaded and not published: something to try and to publish."""

from cases.actions.instruments import upload
from cases.instruments.files import Examined
from cases.instruments.library import document
from partners.actor import Actor

_WISH = {
    "key": "wish",
    "title": "What the person wants",
    "questions": [
        {
            "key": "wanted",
            "text": "What does the person want to happen next?",
            "help": "Write it as they say it. It changes no score.",
            "source": "The person’s own account",
            "kind": "text",
        }
    ],
}


def upload_a_draft(actor: Actor) -> None:
    """Upload it.

    Args:
        actor: who administers the partnership; the scope is open.
    """
    first = document("hate_crime", 1)
    title = "Hate crime risk assessment, with what the person wants"
    changed = {"version": 2, "title": title, "sections": [*first["sections"], _WISH]}
    upload(actor=actor, examined=Examined(first | changed, ()))
