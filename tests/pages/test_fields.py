"""How each kind of question reaches the page: exact marks, ids and descriptions."""

from typing import ClassVar

from django import forms
from pytest_django.asserts import assertHTMLEqual

AGENCIES = [("police", "Police"), ("housing", "Housing\nCouncil and associations")]


def shown(field: forms.Field, data: dict[str, object] | None = None) -> str:
    """Render the one question `answer`, unanswered or with `data`."""
    form_class = type("Questions", (forms.Form,), {"answer": field})
    form: forms.Form = form_class(data)
    return form["answer"].as_field_group()


def test_text_with_a_hint() -> None:
    html = shown(forms.CharField(label="Reference", help_text="On the letter", max_length=9))
    assertHTMLEqual(
        html,
        """<div class="govuk-form-group">
        <label class="govuk-label govuk-label--s" for="id_answer">Reference</label>
        <div class="govuk-hint" id="id_answer_helptext">On the letter</div>
        <input type="text" name="answer" class="govuk-input" aria-describedby="id_answer_helptext" id="id_answer">
        </div>""",
    )


def test_text_with_an_error_keeps_what_was_typed() -> None:
    field = forms.EmailField(
        label="Email address",
        help_text="Work address",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "govuk-input--width-20"}),
    )
    assertHTMLEqual(
        shown(field, {"answer": "nobody <at> home"}),
        """<div class="govuk-form-group govuk-form-group--error">
        <label class="govuk-label govuk-label--s" for="id_answer">Email address</label>
        <div class="govuk-hint" id="id_answer_helptext">Work address</div>
        <p class="govuk-error-message" id="id_answer_error"><span class="govuk-visually-hidden">Error:</span>
        Enter an email address in the correct format, such as name@example.org.</p>
        <input type="email" name="answer" value="nobody &lt;at&gt; home" autocomplete="email"
          class="govuk-input govuk-input--error govuk-input--width-20" aria-invalid="true"
          aria-describedby="id_answer_helptext id_answer_error" id="id_answer">
        </div>""",
    )


def test_a_date_is_one_box_with_an_example() -> None:
    assertHTMLEqual(
        shown(forms.DateField(label="When did it happen?")),
        """<div class="govuk-form-group">
        <label class="govuk-label govuk-label--s" for="id_answer">When did it happen?</label>
        <div class="govuk-hint" id="id_answer_helptext">For example, 27/3/2026</div>
        <input type="text" name="answer" class="govuk-input govuk-input--width-10"
          aria-describedby="id_answer_helptext" id="id_answer">
        </div>""",
    )


def test_a_time_is_one_box_and_its_own_hint_wins() -> None:
    html = shown(forms.TimeField(label="At what time?", help_text="As near as you can"))
    assertHTMLEqual(
        html,
        """<div class="govuk-form-group">
        <label class="govuk-label govuk-label--s" for="id_answer">At what time?</label>
        <div class="govuk-hint" id="id_answer_helptext">As near as you can</div>
        <input type="text" name="answer" class="govuk-input govuk-input--width-5"
          aria-describedby="id_answer_helptext" id="id_answer">
        </div>""",
    )


def test_a_number_is_a_text_box_with_a_number_pad() -> None:
    assertHTMLEqual(
        shown(forms.IntegerField(label="How many?", min_value=1, max_value=9), {"answer": "0"}),
        """<div class="govuk-form-group govuk-form-group--error">
        <label class="govuk-label govuk-label--s" for="id_answer">How many?</label>
        <p class="govuk-error-message" id="id_answer_error"><span class="govuk-visually-hidden">Error:</span>
        Enter 1 or more.</p>
        <input type="text" inputmode="numeric" spellcheck="false" name="answer" value="0" aria-invalid="true"
          class="govuk-input govuk-input--error govuk-input--width-5" aria-describedby="id_answer_error" id="id_answer">
        </div>""",
    )


def test_a_fraction_asks_for_the_decimal_number_pad() -> None:
    html = shown(forms.DecimalField(label="Loss in pounds", max_digits=9, decimal_places=2))
    assert 'inputmode="decimal"' in html


def test_a_long_answer_is_counted_and_never_cut_off() -> None:
    field = forms.CharField(label="What happened?", max_length=2000, widget=forms.Textarea(attrs={"rows": 6}))
    assertHTMLEqual(
        shown(field),
        """<div class="govuk-form-group govuk-character-count" data-module="govuk-character-count"
          data-maxlength="2000">
        <label class="govuk-label govuk-label--s" for="id_answer">What happened?</label>
        <textarea name="answer" cols="40" rows="6" class="govuk-textarea govuk-js-character-count"
          aria-describedby="id_answer-info" id="id_answer"></textarea>
        <div class="govuk-hint govuk-character-count__message" id="id_answer-info">
          You can enter up to 2000 characters</div>
        </div>""",
    )


def test_a_long_answer_without_a_limit_is_not_counted() -> None:
    html = shown(forms.CharField(label="What happened?", widget=forms.Textarea))
    assert "character-count" not in html
    assert 'class="govuk-textarea"' in html


def test_a_select() -> None:
    field = forms.ChoiceField(label="Agency", choices=[("", "Choose"), *AGENCIES[:1]])
    assertHTMLEqual(
        shown(field, {"answer": ""}),
        """<div class="govuk-form-group govuk-form-group--error">
        <label class="govuk-label govuk-label--s" for="id_answer">Agency</label>
        <p class="govuk-error-message" id="id_answer_error"><span class="govuk-visually-hidden">Error:</span>
        Choose an answer: Agency</p>
        <select name="answer" class="govuk-select govuk-select--error" aria-invalid="true"
          aria-describedby="id_answer_error" id="id_answer">
        <option value="" selected>Choose</option><option value="police">Police</option></select>
        </div>""",
    )


def test_radios_with_a_hint_under_a_choice() -> None:
    field = forms.ChoiceField(label="Which agency?", help_text="One", choices=AGENCIES, widget=forms.RadioSelect)
    assertHTMLEqual(
        shown(field, {}),
        """<div class="govuk-form-group govuk-form-group--error">
        <fieldset class="govuk-fieldset" aria-describedby="id_answer_helptext id_answer_error">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Which agency?</legend>
        <div class="govuk-hint" id="id_answer_helptext">One</div>
        <p class="govuk-error-message" id="id_answer_error"><span class="govuk-visually-hidden">Error:</span>
        Choose an answer: Which agency?</p>
        <div class="govuk-radios" data-module="govuk-radios" id="id_answer">
          <div class="govuk-radios__item">
            <input class="govuk-radios__input" type="radio" name="answer" value="police" id="id_answer_0">
            <label class="govuk-label govuk-radios__label" for="id_answer_0">Police</label>
          </div>
          <div class="govuk-radios__item">
            <input class="govuk-radios__input" type="radio" name="answer" value="housing" id="id_answer_1"
              aria-describedby="id_answer_1-hint">
            <label class="govuk-label govuk-radios__label" for="id_answer_1">Housing</label>
            <div class="govuk-hint govuk-radios__hint" id="id_answer_1-hint">Council and associations</div>
          </div>
        </div></fieldset></div>""",
    )


def test_checkboxes_keep_what_was_ticked() -> None:
    field = forms.MultipleChoiceField(
        label="Which agencies?",
        choices=AGENCIES,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
    )
    assertHTMLEqual(
        shown(field, {"answer": ["police"]}),
        """<div class="govuk-form-group"><fieldset class="govuk-fieldset">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Which agencies?</legend>
        <div class="govuk-checkboxes govuk-checkboxes--small" data-module="govuk-checkboxes" id="id_answer">
          <div class="govuk-checkboxes__item">
            <input class="govuk-checkboxes__input" type="checkbox" name="answer" value="police" checked
              id="id_answer_0">
            <label class="govuk-label govuk-checkboxes__label" for="id_answer_0">Police</label>
          </div>
          <div class="govuk-checkboxes__item">
            <input class="govuk-checkboxes__input" type="checkbox" name="answer" value="housing" id="id_answer_1"
              aria-describedby="id_answer_1-hint">
            <label class="govuk-label govuk-checkboxes__label" for="id_answer_1">Housing</label>
            <div class="govuk-hint govuk-checkboxes__hint" id="id_answer_1-hint">Council and associations</div>
          </div>
        </div></fieldset></div>""",
    )


def test_one_box_to_tick() -> None:
    field = forms.BooleanField(label="The victim agrees", help_text="They may change their mind.")
    assertHTMLEqual(
        shown(field, {}),
        """<div class="govuk-form-group govuk-form-group--error">
        <p class="govuk-error-message" id="id_answer_error"><span class="govuk-visually-hidden">Error:</span>
        Tick the box: The victim agrees</p>
        <div class="govuk-checkboxes" data-module="govuk-checkboxes"><div class="govuk-checkboxes__item">
          <input type="checkbox" name="answer" class="govuk-checkboxes__input" aria-invalid="true"
            aria-describedby="id_answer_helptext id_answer_error" id="id_answer">
          <label class="govuk-label govuk-checkboxes__label" for="id_answer">The victim agrees</label>
          <div class="govuk-hint govuk-checkboxes__hint" id="id_answer_helptext">They may change their mind.</div>
        </div></div></div>""",
    )


def test_a_password_can_be_shown_and_is_never_sent_back() -> None:
    field = forms.CharField(label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
    assertHTMLEqual(
        shown(field, {"answer": "correct horse"}),
        """<div class="govuk-form-group govuk-password-input" data-module="govuk-password-input">
        <label class="govuk-label govuk-label--s" for="id_answer">Password</label>
        <div class="govuk-input__wrapper govuk-password-input__wrapper">
        <input type="password" name="answer" spellcheck="false" autocapitalize="none" autocomplete="current-password"
          class="govuk-input govuk-password-input__input govuk-js-password-input-input" id="id_answer">
        <button type="button" class="govuk-button govuk-button--secondary govuk-password-input__toggle
          govuk-js-password-input-toggle" data-module="govuk-button" aria-controls="id_answer"
          aria-label="Show password" hidden>Show</button>
        </div></div>""",
    )


def test_a_file() -> None:
    assertHTMLEqual(
        shown(forms.FileField(label="A file of incidents"), {}),
        """<div class="govuk-form-group govuk-form-group--error">
        <label class="govuk-label govuk-label--s" for="id_answer">A file of incidents</label>
        <p class="govuk-error-message" id="id_answer_error"><span class="govuk-visually-hidden">Error:</span>
        Choose a file: A file of incidents</p>
        <input type="file" name="answer" class="govuk-file-upload govuk-file-upload--error" aria-invalid="true"
          aria-describedby="id_answer_error" id="id_answer">
        </div>""",
    )


class WhichAgency(forms.Form):
    """A page with one question, which is also its heading."""

    page_heading: ClassVar[str] = "agency"
    agency = forms.ChoiceField(label="Which agency?", choices=AGENCIES[:1], widget=forms.RadioSelect)
    note = forms.CharField(label="A note")
    case = forms.CharField(widget=forms.HiddenInput)


def test_the_question_can_head_the_page() -> None:
    html = str(WhichAgency()["agency"].as_field_group())
    legend = '<legend class="govuk-fieldset__legend govuk-fieldset__legend--l">'
    assert legend in html
    assert '<h1 class="govuk-fieldset__heading">Which agency?</h1>' in html


def test_only_the_named_question_heads_the_page() -> None:
    assert str(WhichAgency()).count("<h1") == 1


def test_a_form_shows_its_own_errors_then_its_fields_then_what_is_hidden() -> None:
    form = WhichAgency({"agency": "police", "note": "Seen", "case": "7K3M"})
    form.full_clean()
    form.add_error(None, "The case is closed.")
    html = str(form)
    parts = ["The case is closed.", 'id="id_agency_0"', 'id="id_note"', 'type="hidden" name="case" value="7K3M"']
    places = [html.index(part) for part in parts]
    assert places == sorted(places)


def test_text_given_by_people_is_escaped() -> None:
    html = shown(forms.ChoiceField(choices=[("a", "<b>A</b>\n<i>hint</i>")], widget=forms.RadioSelect))
    assert "&lt;b&gt;A&lt;/b&gt;" in html
    assert "&lt;i&gt;hint&lt;/i&gt;" in html
