"""The parts of a first accreditation, as each role plays them in a browser."""

import re

from django.core import mail
from django.urls import reverse

from office import tasks
from office.days import today
from tests.factories.people import PASSWORD, one_time_code
from tests.journeys.hands import begins, choose, fill, follow, group_of, press, says, select, take

FOUND = {"R1.1": "Embedded", "R1.2": "In place", "R2.1": "In place", "H1.1": "Embedded",
         "H1.2": "Started", "H2.1": "In place"}  # fmt: skip


# --- coming in --------------------------------------------------------------------------------


def sign_in(page, person):
    """By password and one-time code, on the real pages."""
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in", "Your second factor")
    page.get_by_label("Code").fill(one_time_code())
    press(page, "Sign in", "My desk")


def invite(page, email, city):
    """The secretariat writes to an authority that is new here."""
    follow(page, "Invite a city or region")
    page.get_by_label("E-mail address of the future lead").fill(email)
    fill(page, Name_of_the_city_or_region=city, Inhabitants="60000")
    page.get_by_label("Official name").fill(f"Municipality of {city}")
    select(page, "Country", "Denmark")
    press(page, "Send the invitation", f"The invitation for {city} goes to {email}.")


def letter_to(email):
    """The newest letter to this address, once the worker has sent what waits."""
    tasks.send_letters()
    return next(letter for letter in reversed(mail.outbox) if letter.to == [email])


def accept(page, email):
    """Open the link of the letter, make an account with a second factor, and accept."""
    page.goto(re.search(r"/team/invitation/\S+", letter_to(email).body).group())
    press(page, "Create an account", "Open an account")
    fill(page, Your_name="Ditte Lund", Password=PASSWORD, The_same_password_again=PASSWORD)
    press(page, "Open an account", "Accept the invitation")
    press(page, "Accept the invitation", "Set up a second factor")
    secret = page.locator("main .mono").first.inner_text()
    page.get_by_label("Code").fill(one_time_code(secret))
    page.get_by_role("button", name="Set it up").click()


# --- the record ---------------------------------------------------------------------------------


def answer(page, slug, code, step):
    page.goto(reverse("progress:requirement", args=[slug, code]))
    choose(group_of(page, "How far are you?"), step)
    fill(page, What_you_do=f"What Havnsund does about {code}, since 2021, for everyone.")


def with_new_evidence(page, file, passage):
    page.get_by_text("Cite evidence").click()
    page.get_by_label("Or a new file").set_input_files(file)
    fill(page, Title_of_the_new_evidence="Minutes of the council")
    _cite(page, passage)


def with_evidence(page, title, passage):
    page.get_by_text("Cite evidence").click()
    select(page, "Evidence you have added before", title)
    _cite(page, passage)


def _cite(page, passage):
    fill(page, Where_in_it=passage, What_it_shows="That the council decided it.")


def task_of_another_level(page):
    choose(group_of(page, "Does something else apply?"), "Task of another level")
    fill(page, Which_law="Act on social services, §12", Which_body="The region")


def group_result(page, slug):
    page.goto(reverse("progress:groups", args=[slug]))
    page.locator("main .task__title").first.click()
    fill(page, What_changed="Nobody is asked for papers any more.", Where_in_it="p. 7",
         How_this_was_agreed="In two evenings at the library, with eleven of them.")  # fmt: skip
    select(page, "Evidence", "Minutes of the council")
    press(page, "Save", "is saved.")


def apply(page, city):
    """From one's desk to a submitted application; gives its reference back."""
    page.goto(reverse("accreditation:desk"))
    follow(page, f"Application {city}")
    press(page, "Open an application", "The application is open.")
    reference = page.url.rstrip("/").rsplit("/", 1)[1]
    follow(page, "What is applied for")
    fill(page, Who_decided="City council", When_was_it_decided=today().isoformat())
    select(page, "Where can it be read?", "Minutes of the council")
    page.get_by_label(begins("Session")).select_option(index=1)
    press(page, "Save", "Saved.")
    follow(page, "Check and submit")
    press(page, "Submit", "Done: Submit.")
    return reference


# --- the panel ------------------------------------------------------------------------------------


def declare(page):
    page.goto(reverse("accreditation:desk"))
    follow(page, "Declare conflicts before you read anything")
    choose(page, "No: I can read and review")
    press(page, "Declare", "You can now read what the city has filed.")


def review(page, reference, found):
    """Assess all that is assigned, commitment by commitment, and file."""
    page.goto(reverse("accreditation:desk"))
    follow(page, "Review the requirements assigned to you")
    for address in page.locator("main .task-list a").evaluate_all("all => all.map(a => a.href)"):
        page.goto(address)
        for section in page.locator("main form section").all():
            code = section.get_attribute("id")
            choose(group_of(section, "Step you find"), found[code])
            fill(section, Reason=f"The minutes bear {code} out so far.", Page="p. 3")
            if (other := group_of(section, "“Task of another level")).count():
                choose(other, "Confirmed")
        press(page, "Save", "Only you can read it until all have filed.")
    page.goto(reverse("accreditation:review", args=[reference]))


def file(page):
    follow(page, "Check and file")
    press(page, "File my review", "Your review is filed. Thank you.")


def add_finding(page, reference, code):
    page.goto(reverse("accreditation:new_own_finding", args=[reference, code]))
    choose(page, "Concern")
    fill(page, What_is_seen="At the harbour desk the rule was not known.",
         What_the_framework_asks="That front-line staff know the rule.",
         What_is_recommended="Train the harbour desk, and ask again in spring.")  # fmt: skip
    press(page, "Save the finding", "Saved.")
    page.goto(reverse("accreditation:review", args=[reference]))


def settle(page, reference):
    """The chair: the difference, the finding, the group, the reasons, the draft report."""
    page.goto(reverse("accreditation:desk"))
    follow(page, "Settle the findings with the panel")
    page.locator("main table a").first.click()
    choose(group_of(page, "Step the panel settles on"), "In place")
    page.get_by_label("Reason", exact=True).fill("Read together, the minutes carry this step.")
    press(page, "Settle", "What members found first stays on record.")
    follow(page, "Findings")
    page.get_by_role("button", name="Take up").click()
    says(page, "It stands in the report.")
    follow(page, "Back to settling")
    follow(page, "Results for groups")
    choose(group_of(page, "Does the panel confirm"), "Yes")
    press(page, "Save all", "Saved.")
    follow(page, "Back to settling")
    follow(page, "Summary for residents")
    fill(page, Summary="Havnsund keeps its promises where it can be seen.", With_whom="The library",
         Reason="We asked everyone we met, and found none.",
         Date_of_the_dialogue=today().isoformat())  # fmt: skip
    choose(group_of(page, "Is a grave concern open?"), "No")
    choose(group_of(page, "How"), "On site")
    press(page, "Save", "Saved.")
    follow(page, "Reasoned finding on Level A")
    choose(group_of(page, "Is the level borne out?"), "Yes")
    fill(page, Reasons="What remains does not seriously limit anybody's rights.")
    press(page, "Save", "Saved.")
    follow(page, "Send the draft report")
    press(page, "Send the draft report", "Done: Send the draft report.")


# --- committee and secretariat --------------------------------------------------------------------


def draft(page, level):
    page.goto(reverse("accreditation:desk"))
    follow(page, "Read the report, and vote")
    choose(group_of(page, "What does the committee recommend?"), level)
    fill(page, Reasons="The panel's findings carry it, requirement by requirement.")
    press(page, "Save the draft", "The draft is saved.")


def vote(page, reference):
    page.goto(reverse("accreditation:committee", args=[reference]))
    choose(group_of(page, "My vote"), "For")
    press(page, "Save my vote", "Your vote is saved.")


def read_letter(page, reference):
    page.goto(reverse("accreditation:letter", args=[reference]))
    press(page, "I have read it", "It is noted that you have read the letter.")


def two_take(first, second, address, label):
    """One person asks for a step, another confirms it."""
    take(first, address, label, "Another person must confirm it.")
    second.goto(reverse("accreditation:desk"))
    follow(second, "Confirm as the second person")
    press(second, label, f"Done: {label}.")
