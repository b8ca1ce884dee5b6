"""Báo kỹ thuật viên: a file could not be made, and the person who needs it asks those who keep the machines.

The history of the file is the row: who asked, about which run, and whom. E-mail goes beside it.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import log
from wagtail.models import Page

from media_pipeline.assets.models import Run
from newsroom.desks.queries import people_with_role, standing_of
from newsroom.desks.roles import Role
from newsroom.editorial.errors import NoTechnician
from newsroom.editorial.media.asked import ACTION, asked_about
from newsroom.editorial.media.words import why
from newsroom.editorial.services.notices import write
from newsroom.people.models import User


@transaction.atomic
def ask_technicians(*, run: Run, by: User, now: datetime) -> None:
    """Tell the technicians of every newsroom where this person has a role; once for one run. Raises NoTechnician."""
    Run.objects.select_for_update().get(pk=run.pk)
    if run.pk in asked_about([run]):
        return
    people = technicians_for(by)
    if not people:
        raise NoTechnician(_("Cơ quan chưa có ai giữ vai kỹ thuật viên. Hãy báo quản trị viên."))
    log(run.asset, ACTION, user=by, timestamp=now, data={"run": run.pk, "people": [person.pk for person in people]})
    with override(settings.LANGUAGE_CODE):
        link = settings.WAGTAILADMIN_BASE_URL + reverse("newsroom_media_asset", args=[run.asset_id])
        lines = [why(run), _("Người nhờ: %(by)s") % {"by": by}, link]
        write(
            people,
            subject=_("Cần kỹ thuật viên: %(title)s") % {"title": run.asset.title},
            text="\n".join(lines),
            now=now,
        )


def technicians_for(person: User) -> list[User]:
    pages = Page.objects.filter(pk__in={page for page, _path, _role in standing_of(person).pages})
    return list({user.pk: user for page in pages for user in people_with_role(Role.TECHNICIAN, page)}.values())
