"""The rows of a desk, which are drawn once and kept."""

from datetime import date

from django.utils.translation import override

from accreditation.views.tasks import Task, drawn

LAST_DAY = date(2026, 5, 31)


def test_what_somebody_typed_stays_text():
    row = drawn([Task("<b>Ask</b>", "Ada & <i>Co</i>", '/?q="')], None)

    assert "&lt;b&gt;Ask&lt;/b&gt;" in row
    assert "Ada &amp; &lt;i&gt;Co&lt;/i&gt;" in row
    assert 'href="/?q=&quot;"' in row


def test_a_row_is_late_once_its_last_day_is_over_and_not_before():
    task = Task("Ask", "", "/", LAST_DAY)

    assert "until 31 May 2026" in drawn([task], LAST_DAY)
    assert "overdue since 31 May 2026" in drawn([task], date(2026, 6, 1))
    assert "until 31 May 2026" in drawn([task], LAST_DAY)


def test_each_language_has_its_own_row():
    task = Task("Ask", "", "/", LAST_DAY)
    drawn([task], LAST_DAY)

    with override("fr"):
        row = drawn([task], LAST_DAY)

    assert "31 mai 2026" in row


def test_nothing_to_do_is_no_row():
    assert drawn([], None) == ""
