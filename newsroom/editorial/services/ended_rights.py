"""The last day of a sound's or film's rights is over: readers no longer see it, and those who answer for the story hear of it."""

from django.utils.translation import gettext as _

from media_pipeline.assets.models import Asset
from newsroom.desks.queries import people_with_role
from newsroom.desks.roles import Role
from newsroom.editorial.queries import writers_of
from newsroom.editorial.services.notices import notify_people
from newsroom.editorial.uses import pages_showing
from newsroom.people.models import User
from newsroom.stories.models import Story


def tell_of_ended_rights(asset: Asset) -> None:
    """One letter for each live story that shows it, to its writers and the secretaries."""
    for story in Story.objects.live().filter(pk__in=pages_showing(Asset, [asset.pk])[asset.pk]):
        writers = User.objects.filter(pk__in=writers_of(story), is_active=True)
        people = {person.pk: person for person in (*writers, *people_with_role(Role.SECRETARY, story))}
        notify_people(
            people.values(),
            story,
            _("Hết quyền dùng “%(title)s”, bạn đọc không còn thấy") % {"title": asset.title},
            by=_("hệ thống"),
            message=_("Quyền dùng hết ngày %(day)s. Gia hạn ở trang của tệp, hoặc thay tệp khác trong bài.")
            % {"day": f"{asset.rights_until:%d/%m/%Y}"},
        )
