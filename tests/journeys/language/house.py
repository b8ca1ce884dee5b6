"""A small newsroom that has something on every screen: a story at each stage, a file of each kind, people of each role."""

from datetime import date

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from media_pipeline.assets.models import Asset, PressDocument
from newsroom.desks.roles import Role
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
from tests.newsroom.editorial.verbs_house import House, edit, in_hours

ROLES = ("reporter", "secretary", "leader", "inspector", "technician", "administrator", "owner")


def furnish() -> dict[str, User]:
    """{role: a person who has it}; `owner` is the account that the first administrator gets."""
    house = House()
    people = {"reporter": house.reporter, "secretary": house.secretary, "leader": house.leader}
    for role in (Role.INSPECTOR, Role.TECHNICIAN, Role.ADMINISTRATOR):
        people[role.value] = house.person(role, house.newsroom)
    people["owner"] = UserFactory(is_superuser=True, is_staff=True)
    _stories(house)
    LicenceFactory(brand=house.section.brand)
    ContributorFactory(organization=house.newsroom.organization, user=house.reporter)
    for factory in (GenreFactory, PlaceFactory, TagFactory, PictureFactory, StandardPageFactory):
        factory()
    PressDocument.objects.create(title="Kế hoạch", file=ContentFile(b"%PDF-1.4", "ke-hoach.pdf"))
    Asset.objects.create(title="Tiếng chiêng", type="audio", duration=3, file=ContentFile(b"", "chieng.mp3"))
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


def with_second_factor(user: User) -> User:
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    return user


def addresses() -> list[str]:
    """Where a walk starts: the entrance, each page of the tree, each story at its stage."""
    pages = [reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in Page.objects.exclude(depth=1)]
    histories = [reverse("wagtailadmin_pages:history", args=[story.pk]) for story in Story.objects.all()]
    return ["/quan-tri/", "/tai-khoan/login/", "/tai-khoan/password/change/", "/tai-khoan/2fa/", *pages, *histories]
