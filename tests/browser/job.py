"""The steps of the whole job, as people do them on the pages. Each leaves the person where the step ends."""

import re
from datetime import date, timedelta

from django.utils import timezone
from playwright.sync_api import expect

from cases.instruments import Kind, latest
from tests.browser.people import Visitor
from tests.cases.given import grave_answers

VICTIM = "Quilla Testname"
STORY = "Two people followed her from the bus stop and shouted that she should leave."
TASK = "Fit a new lock and a spy-hole"
REFERENCE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}")


def written(day: date) -> str:
    """Return a day as a person types it."""
    return f"{day.day}/{day.month}/{day.year}"


def begin_report(person: Visitor) -> None:
    """Start the Reporting Form, answer three questions, and leave it for later."""
    person.follow("Log an incident")
    person.press("Start now")
    person.press("Continue")
    person.must_read("There is a problem", "Enter the day it happened, even if you only know it roughly")
    person.fill("Day, or the first day it can have been", written(timezone.localdate() - timedelta(days=1)))
    person.fill("Time (optional)", "21:15")
    person.press("Continue")
    person.select("Area (optional)", "Riverside")
    person.choose("What sort of place (optional)", "Street or open space")
    person.fill("Where exactly (optional)", "The bus stop at the mill")
    person.press("Continue")
    person.fill("In the words of the person who reported it", STORY)
    person.press("Save and come back later")
    person.must_read("Your draft is saved. You can come back to it here.")


def finish_report(person: Visitor) -> str:
    """Come back to the draft, answer the other questions, check and log; return the reference."""
    person.page.get_by_role("link", name="Continue the draft of").first.click()
    person.choose("Crime or incident?", "Crime")
    person.select("Offence, if it is a crime", "Racially or religiously aggravated harassment")
    person.press("Continue")
    person.choose("Hostility or prejudice towards", "Race or ethnicity", "Religion or belief")
    person.press("Continue")
    person.press("Continue")
    person.choose("Reported by", "The person targeted")
    person.press("Continue")
    person.choose("Targeted", "One person")
    person.fill("Name (optional)", VICTIM)
    person.fill("Telephone (optional)", "01632 960 001")
    person.press("Continue")
    person.fill("Age in years (optional)", "34")
    person.press("Continue")
    person.choose("Safe ways (optional)", "Telephone")
    person.fill("Who must not be contacted or told (optional)", "Her brother")
    person.press("Continue")
    person.choose("The person reported", "No")
    person.press("Continue")
    person.fill("What the person wants to happen (optional)", "To walk home without fear")
    person.press("Continue")
    person.choose("Does the person agree to share this with agencies that can help?", "Agrees to share")
    person.press("Continue")
    person.must_read("Check your answers", STORY, VICTIM, "Racially or religiously aggravated harassment")
    person.press("Log the incident")
    person.must_read("Incident logged", "Heidi, Responsible Person of your agency", "Equality Watch")
    found = REFERENCE.search(person.shown())
    assert found
    return found.group()


def assess(person: Visitor) -> None:
    """Answer the questions about risk so that it is high, look at the result, and complete it."""
    person.press("Assess the risk")
    for question in latest("hate_crime").questions:
        answer = grave_answers().get(question.key)
        if answer is None:
            continue
        if question.kind is Kind.NUMBER:
            person.page.locator(f'[name="{question.key}"]').fill(answer)
        else:
            person.page.locator(f'[name="{question.key}"][value="{answer}"]').check()
    person.press("See the result")
    person.must_read("Result: high risk", "this answer alone makes the risk at least high")
    person.press("Complete the assessment")
    person.must_read("High risk")


def decide(person: Visitor, reference: str) -> None:
    """Decide as recommended, having forgotten the reasons at first."""
    person.go(f"/cases/{reference}/")
    person.press("Take the decision")
    person.must_read("Recommended: multi-agency")
    person.choose("Does this case need a multi-agency approach?", "Yes, multi-agency")
    person.press("Record the decision")
    person.must_read("There is a problem", "Give the reasons for the decision")
    person.fill("Reasons for the decision", "A weapon was used, and she lives alone.")
    person.press("Record the decision")
    person.must_read("Convene a case conference", "A weapon was used, and she lives alone.")


def convene(person: Visitor, reference: str) -> None:
    """Convene a conference of late today, chaired by Dana; Housing gets two sections."""
    person.go(f"/cases/{reference}/")
    person.press("Convene a case conference")
    person.fill("Date of the meeting", written(timezone.localdate()))
    person.fill("Time it starts", "23:59")
    person.fill("Place (optional)", "Room 2, the Old Library")
    person.choose("Who chairs it?", "Dana")
    person.choose("Which agencies do you invite?", "Ashbridge Housing")
    sections = person.page.get_by_role("group", name="What may they see of the case, beside the summary?")
    sections.get_by_label("The decision and its reasons").uncheck()
    sections.get_by_label("What happened, in the reporter").check()
    person.choose("What is the legal basis for sharing?", "Consent of the person")
    person.press("Convene and invite")
    person.must_read("Case conference", "Ashbridge Housing", "Consent of the person")


def hold(person: Visitor, reference: str) -> None:
    """Run the conference from the home page: who is here, what was said and decided, an action, final minutes."""
    person.follow(f"Chair the case conference about case {reference}")
    person.press("Run the conference")
    for name in ("Dana", "Bob"):
        group = person.page.get_by_role("group", name=re.compile(f"^{name}"))
        group.get_by_label("Present").check()
        group.get_by_label("Confirms confidentiality").check()
    person.press("Save and go on")
    person.press("Go to the first case")
    person.fill("Information and risks", "Housing (fact): the front door was forced in May.")
    person.fill("Decision", "The door is made safe this week.")
    person.fill("What is to be done?", TASK)
    person.select("Which agency does it?", "Ashbridge Housing")
    person.fill("By when?", written(timezone.localdate() + timedelta(days=7)))
    person.press("Save and check the minutes")
    person.must_read("Check the minutes", "The door is made safe this week.", TASK)
    person.press("Finalise the minutes")
    person.press("Read the minutes")
    person.must_read("Finalised by Dana", "The door is made safe this week.", TASK)


def answer_action(person: Visitor, reference: str) -> None:
    """Find the own agency's action and say that it is done."""
    person.follow("Actions")
    row = person.page.get_by_role("row").filter(has_text=reference)
    row.get_by_role("link", name=TASK).click()
    person.choose("What became of it?", "Done")
    person.fill("What was done, or why is it not possible?", "Lock and spy-hole were fitted.")
    person.press("Save answer")
    expect(person.page.get_by_role("row").filter(has_text=reference)).to_contain_text("Done")


def close(person: Visitor, reference: str) -> None:
    """Be told what blocks closing, tell the victim, and close."""
    person.go(f"/cases/{reference}/")
    person.must_read("Before this case can be closed")
    person.press("Record who was told what happened")
    person.choose("Were they told what happened?", "Yes")
    person.fill("If yes, on which day?", written(timezone.localdate()))
    person.select("If yes, how?", "By telephone")
    person.press("Save")
    person.press("Close the case")
    person.choose("What was the outcome?", "Investigated, no suspect identified")
    person.press("Close the case")
    person.must_read("Closed")


def refer(person: Visitor, reference: str) -> None:
    """Refer the case to Lantern Project, with consent and two sections."""
    person.go(f"/cases/{reference}/")
    person.press("Refer this case")
    person.select("Who do you refer to?", "Lantern Project")
    person.choose("What may they see when they accept?", "People: names, contact and who they are")
    person.fill("Short summary", "Somebody who was followed would like company on the way home.")
    person.select("What allows you to share?", "Consent of the person")
    person.press("Send the referral")
    person.must_read("Lantern Project")


def accept(person: Visitor, reference: str) -> None:
    """Read the summary, accept, and open the case."""
    person.follow(f"Answer the referral of case {reference}")
    person.must_read("Somebody who was followed would like company on the way home.")
    assert not person.reads(VICTIM)
    person.choose("Does your agency accept this referral?", "Accept")
    person.press("Save the answer")
    person.follow("Open the case")


def ask_for_report(person: Visitor, quarter: str) -> None:
    """Ask for the report of a quarter; what is shown next is how far it has come."""
    person.follow("Reports")
    person.press("Ask for a report")
    person.choose("Which report do you need?", "Quarterly report")
    person.page.get_by_role("combobox", name="Which period?").select_option(label=quarter)
    person.press("Make the report")
