"""The last day of somebody's rights is over: readers no longer see it, and those who answer for the story hear of it."""

from django.utils.translation import gettext as _

from media_pipeline.assets.models import Asset, Picture
from newsroom.desks.queries import people_with_role
from newsroom.desks.roles import Role
from newsroom.editorial.queries import writers_of
from newsroom.editorial.services.notices import notify_people
from newsroom.editorial.uses import pages_showing
from newsroom.people.models import User
from newsroom.stories.models import Story


def tell_of_ended_rights(item: Picture | Asset) -> None:
    """One letter for each live story that shows it, to its writers and the secretaries."""
    if isinstance(item, Picture):
        advice = _("Quyền dùng hết ngày %(day)s. Gia hạn ở trang của ảnh, hoặc thay ảnh khác trong bài.")
    else:
        advice = _("Quyền dùng hết ngày %(day)s. Gia hạn ở trang của tệp, hoặc thay tệp khác trong bài.")
    for story in Story.objects.live().filter(pk__in=pages_showing(type(item), [item.pk])[item.pk]):
        writers = User.objects.filter(pk__in=writers_of(story), is_active=True)
        people = {person.pk: person for person in (*writers, *people_with_role(Role.SECRETARY, story))}
        notify_people(
            people.values(),
            story,
            _("Hết quyền dùng “%(title)s”, bạn đọc không còn thấy") % {"title": item.title},
            by=_("hệ thống"),
            message=advice % {"day": f"{item.rights_until:%d/%m/%Y}"},
        )
