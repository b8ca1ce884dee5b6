"""A small newsroom that has something on every screen: a story at each stage, a file of each kind, people of each role."""

from collections.abc import Iterator
from datetime import date

from django.apps import apps
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from media_pipeline.assets.models import PressDocument
from newsroom.desks.roles import Role
from newsroom.editorial.actions import VERBS
from newsroom.people.models import User
from newsroom.stories.models import Story
from tests.factories import (
    ContributorFactory,
    GenreFactory,
    LicenceFactory,
    PictureFactory,
    PlaceFactory,
    StandardPageFactory,
    TagFactory,
    UserFactory,
)
from tests.factories.media import RunFactory
from tests.newsroom.editorial.verbs_house import House, edit, in_hours

ROLES = ("reporter", "secretary", "leader", "inspector", "technician", "administrator", "owner", "visitor")


def furnish() -> dict[str, User | None]:
    """{role: a person who has it}; `owner` is the account that the first administrator gets, `visitor` is nobody yet."""
    house = House()
    people = {"reporter": house.reporter, "secretary": house.secretary, "leader": house.leader}
    for role in (Role.INSPECTOR, Role.TECHNICIAN, Role.ADMINISTRATOR):
        people[role.value] = house.person(role, house.newsroom)
    people |= {"owner": UserFactory(is_superuser=True, is_staff=True), "visitor": None}
    _stories(house)
    LicenceFactory(brand=house.section.brand)
    ContributorFactory(organization=house.newsroom.organization, user=house.reporter)
    for factory in (GenreFactory, PlaceFactory, TagFactory, PictureFactory, StandardPageFactory):
        factory()
    PressDocument.objects.create(title="Kế hoạch", file=ContentFile(b"%PDF-1.4", "ke-hoach.pdf"))
    RunFactory(failed=True)
    Redirect.objects.create(old_path="/cu", redirect_link="/moi")
    return people


def _stories(house: House) -> None:
    house.draft()
    house.submitted(urgent=True)
    house.do("claim", house.submitted(), house.chief)
    house.do("send_back", house.do("claim", house.submitted(), house.chief), house.chief, reason="Thiếu nguồn.")
    edit(house.at_last_gate(), house.leader, sapo="Sửa ở bước cuối.")
    house.approved()
    house.approved(outcome="schedule", at=in_hours(3))
    house.do("set_embargo", house.draft(), house.reporter, until=in_hours(5), reason="Theo đề nghị của nguồn tin.")
    edit(house.live(), house.reporter, sapo="Bản sửa.")
    house.do(
        "take_down", house.live(), house.leader, reason="Đăng nhầm", explanation="", document_number="12/CV",
        document_date=date(2026, 11, 20), authority="Tòa soạn",
    )  # fmt: skip


def addresses(role: str) -> list[str]:
    """Where a walk starts: the entrance, each page of the tree, each story at its stage, what has no link of its own."""
    if role == "visitor":
        return [
            f"/tai-khoan/{name}/" for name in ("login", "signup", "password/reset", "password/reset/done", "inactive")
        ]
    pages = [reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in Page.objects.exclude(depth=1)]
    histories = [reverse("wagtailadmin_pages:history", args=[story.pk]) for story in Story.objects.all()]
    dialogs = [reverse("story_action", args=[story.pk, verb]) for story in Story.objects.all() for verb in VERBS]
    own = ["/quan-tri/", "/quan-tri/thu/", "/tai-khoan/2fa/", "/tai-khoan/email/", "/tai-khoan/logout/"]
    return [*own, *pages, *histories, *dialogs, *_bulk()]


def _bulk() -> Iterator[str]:
    """What is done to several rows at once; the addresses are put together by script."""
    bulk_action_registry.get_bulk_actions_for_model("", "")  # it fills itself when it is first asked
    for app, models in bulk_action_registry.actions.items():
        for model, actions in models.items():
            if row := apps.get_model(app, model)._default_manager.last():
                yield from (
                    reverse("wagtail_bulk_action", args=[app, model, action]) + f"?id={row.pk}" for action in actions
                )
