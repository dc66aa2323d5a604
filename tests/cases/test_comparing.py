"""What changed since the last assessment: answer by answer, score and level, across versions of the form too."""

from dataclasses import replace

from django.urls import reverse

from cases.comparing import Asked, Changed, differences
from cases.instruments import Kind, Question, latest
from cases.instruments.answers import read_answers
from cases.models import Assessment
from tests.cases.given import assess, calm_answers, grave_answers, new_case
from tests.personas import World

FORM = latest("hate_crime")


def before(**answers: str) -> Assessment:
    return Assessment(answers=calm_answers() | answers, score=1, band="low")


def label(question: str, answer: str) -> str:
    given = read_answers(FORM, calm_answers() | {question: answer})
    return next(each.label for each in given if each.question.key == question)


def test_answers_that_are_different_are_named_with_both_answers() -> None:
    now = calm_answers() | {"fear": "unknown", "isolation": "yes"}
    found = differences(before(), FORM, FORM, now, score=4, band="medium")
    words = {question: FORM.question(question).text for question in ("fear", "isolation")}
    assert set(found.answers) == {
        Changed(words["fear"], label("fear", calm_answers()["fear"]), "Don’t know"),
        Changed(words["isolation"], label("isolation", calm_answers()["isolation"]), "Yes"),
    }
    assert (found.added, found.gone, found.form, found.points) == ((), (), "", "+3")
    assert differences(before(), FORM, FORM, calm_answers(), score=1, band="low").answers == ()
    assert differences(before(), FORM, FORM, calm_answers(), score=1, band="low").points == ""


def test_an_optional_answer_that_was_not_given_is_not_answered() -> None:
    first, *rest = FORM.sections
    text = Question(key="more", text="Anything more?", help="", source="", kind=Kind.TEXT)
    form = replace(FORM, sections=(replace(first, questions=(*first.questions, text)), *rest))
    found = differences(before(), form, form, calm_answers() | {"more": "He knows her."}, score=1, band="low")
    assert found.answers == (Changed("Anything more?", "Not answered", "He knows her."),)


def test_another_version_says_which_questions_are_new_or_gone() -> None:
    first, *rest = FORM.sections
    dropped, *kept = first.questions
    renewed = replace(FORM, version=FORM.version + 1, sections=(replace(first, questions=tuple(kept)), *rest))
    fewer = {key: said for key, said in calm_answers().items() if key != dropped.key}
    versions = (FORM.version, renewed.version)
    was = label(dropped.key, calm_answers()[dropped.key])
    later = differences(before(), FORM, renewed, fewer, score=1, band="low")
    assert (later.gone, later.added, later.answers) == ((Asked(dropped.text, was),), (), ())
    assert later.form == "Version {} of the form was used before; it is version {} now.".format(*versions)
    earlier = Assessment(answers=fewer, score=1, band="low")
    back = differences(earlier, renewed, FORM, calm_answers(), score=1, band="low")
    assert (back.gone, back.added) == ((), (Asked(dropped.text, was),))


def test_another_form_has_nothing_in_common() -> None:
    other = replace(FORM, key="another", title="Another form")
    found = differences(before(), FORM, other, calm_answers(), score=1, band="low")
    assert (len(found.gone), len(found.added), found.answers) == (len(FORM.questions), len(FORM.questions), ())
    assert found.form == f"{FORM.title}, version {FORM.version}, was used before. The form is now Another form."


def test_the_pages_show_it_before_and_after_completing(world: World) -> None:
    case = new_case(world.alice)
    assess(world.alice, case)
    browser = world.client(world.alice)
    sent = {**grave_answers(), "step": "preview"}
    preview = browser.post(reverse("assessment_new", args=[case.reference]), sent).content.decode()
    last = assess(world.alice, case, grave_answers())
    done = browser.get(reverse("assessment_page", args=[case.reference, last.pk])).content.decode()
    question = FORM.question("weapon_or_death_threat").text
    for page in (preview, done):
        changes = page.split("What changed since")[1].split("</dl>")[0]
        assert "Low before, high now" in changes
        assert question in changes
        assert label("weapon_or_death_threat", "weapon_used") in changes
