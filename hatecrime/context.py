"""What every page knows: the product, who is acting for whom, and where they can go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from hatecrime.navigation import navigation
from partners.session_limits import has_clocks, seconds_for_a_page


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the values that `base.html` shows on every page.

    `actor` is empty for somebody who has not signed in, and for a request refused before the actor was known.
    """
    actor = getattr(request, "actor", None)
    return {
        "product_name": settings.PRODUCT_NAME,
        "demo": settings.DEMO,
        "second_factor_is_skipped": settings.SECOND_FACTOR == "skipped",
        "actor": actor,
        "session_seconds": seconds_for_a_page(request) if actor and has_clocks(request) else None,
        "can_act_for_another": getattr(request, "can_act_for_another", False),
        "navigation": navigation(request, actor) if actor else [],
    }
