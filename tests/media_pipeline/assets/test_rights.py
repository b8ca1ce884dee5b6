from datetime import date

import pytest
from django.core.exceptions import ValidationError

from media_pipeline.assets.models import Picture

DAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("start", "end", "usable"),
    [
        (None, None, True),
        (DAY, DAY, True),
        (date(2026, 11, 26), None, False),
        (None, date(2026, 11, 24), False),
        (date(2026, 1, 1), date(2026, 12, 31), True),
    ],
)
def test_rights_have_a_first_and_a_last_day(take, start, end, usable):
    picture = take(rights_from=start, rights_until=end)
    assert picture.usable_on(DAY) is usable
    assert Picture.objects.usable(DAY).exists() is usable


def test_rights_that_end_before_they_begin_are_a_slip(take):
    picture = take(rights_from=DAY, rights_until=date(2026, 11, 1))
    with pytest.raises(ValidationError) as caught:
        picture.full_clean()
    assert caught.value.message_dict == {
        "rights_until": ["Ngày hết hạn đứng trước ngày bắt đầu. Hãy sửa một trong hai."]
    }
