"""One way to write an hour, a day and a number, on the site, in the admin and in its pickers, in both languages."""

from datetime import date, datetime

import pytest
from django import forms
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import date_format, get_format, number_format
from django.utils.translation import override
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

MOMENT = datetime.fromisoformat("2026-11-05T07:03")  # as a form shows it: the hour of the house
LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])


class Form(forms.Form):
    at = forms.DateTimeField(widget=AdminDateTimeInput)
    day = forms.DateField(widget=AdminDateInput)


@LANGUAGES
def test_hour_before_day(language):
    with override(language):
        assert date_format(MOMENT, "DATETIME_FORMAT") == "07:03, 05/11/2026"
        assert date_format(MOMENT, "DATE_FORMAT") == "05/11/2026"
        assert get_format("FIRST_DAY_OF_WEEK") == 1


@LANGUAGES
def test_pickers_show_what_they_take(language):
    with override(language):
        shown = str(Form(initial={"at": MOMENT, "day": MOMENT.date()}))
        taken = Form({"at": "07:03, 05/11/2026", "day": "05/11/2026"})

        assert 'value="07:03, 05/11/2026"' in shown
        assert 'value="05/11/2026"' in shown
        assert '"dayOfWeekStart": 1' in shown
        assert taken.is_valid()
        assert taken.cleaned_data["at"].replace(tzinfo=None) == MOMENT
        assert taken.cleaned_data["day"] == date(2026, 11, 5)


def test_thousands_have_a_dot_and_fractions_a_comma():
    with override("vi"):
        assert intcomma(1234567) == "1.234.567"
        assert number_format(40.5) == "40,5"
