"""The look at a page sees what is wrong with one."""

import pytest

from tests.browser.conftest import Meet
from tests.browser.looking import look

DAMAGE = {
    "image-alt": "main.insertAdjacentHTML('beforeend', '<img src=\"/static/none\">')",
    "color-contrast": "main.querySelector('h1').style.color = '#eee'",
    "color-contrast: Elements must": "main.insertAdjacentHTML('beforeend', '<ul><li>One</li><li>Two</li></ul>');"
    "main.querySelector('ul:last-child li:last-child').style.color = '#eee'",
    "label": "main.querySelector('label').remove()",
    "375 wide: it needs": "main.querySelector('h1').style.width = '500px'",
}
"""What is done to the page for each finding."""


@pytest.mark.parametrize("finding", DAMAGE)
def test_damage_is_found(meet: Meet, finding: str) -> None:
    visitor = meet("nobody")
    visitor.go("/account/sign-in/")
    visitor.page.evaluate(f"() => {{ const main = document.querySelector('main'); {DAMAGE[finding]}; }}")
    found = look(visitor.page, "damaged")
    assert len(found) == 1
    assert finding in found[0]
    visitor.complaints.clear()


def test_a_script_of_somebody_else_is_refused_and_noticed(meet: Meet) -> None:
    visitor = meet("nobody")
    visitor.go("/account/sign-in/")
    visitor.page.evaluate(
        "() => { document.querySelector('main').innerHTML = '<img src=\"/x\" onerror=\"window.ran = 1\">'; }"
    )
    visitor.page.wait_for_timeout(300)
    assert visitor.page.evaluate("() => window.ran") is None
    assert any("Content Security Policy" in complaint for complaint in visitor.complaints)
    visitor.complaints.clear()
