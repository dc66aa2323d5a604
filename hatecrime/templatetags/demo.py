"""The people of the demo, for the page on which one signs in."""

from django import template
from django.conf import settings

from hatecrime.demo.reading import partnership
from hatecrime.demo.sign_ins import is_loaded, sign_ins
from partners.roles import Role

register = template.Library()


@register.inclusion_tag("components/demo_sign_ins.html")
def demo_sign_ins() -> dict[str, object]:
    """Show one person of each role, and somebody who acts for two agencies; nothing where there is no demo."""
    if not settings.DEMO or not is_loaded():
        return {}
    return {"people": [row[:4] for row in sign_ins()[: len(Role) + 2]], "password": partnership().password}
