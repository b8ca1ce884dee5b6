"""The house: organizations, front page, sections, newsroom, desks, people with their roles."""

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.utils.html import format_html
from wagtail.models import Page, Site, Workflow, WorkflowPage

from cms.core.models import StandardPage
from cms.demo.content_files import read, read_genres
from cms.home.models import HomePage
from cms.sections.models import SectionPage
from newsroom.desks.models import Desk, Genre, Newsroom, Place, RoleGroup, Section
from newsroom.desks.services import make_role_groups
from newsroom.organizations.models import Brand, Licence, Organization
from newsroom.people.models import Contributor

PASSWORD = "toa-soan-mau"
ROYALTY = {
    "tin-tra-loi-ban-doc": "news", "anh": "picture", "tranh": "drawing", "chinh-luan": "opinion",
    "phong-su-ky-phong-van": "reportage", "sang-tac-van-hoc": "literature", "nghien-cuu": "research",
    "truc-tuyen-media": "media", "toa-dam-giao-luu": "media", "hop-dong": "contract", "the-loai-goc": "contract",
    "khong-tinh": "contract",
}  # fmt: skip
LICENCE_FIELDS = {"date": "issued_on"}


def build() -> None:
    for row in read("organizations"):
        _organization(row)
    brand = Brand.objects.get(slug="bao")
    home = _front_page(brand)
    _sections(brand, home)
    for order, row in enumerate(read_genres()):
        Genre.objects.create(
            code=row["code"], name=row["name"], sort_order=order, royalty_group=ROYALTY[row["royalty_group"]]
        )
    for row in read("places"):
        Place.objects.create(name=row["name"], note=row.get("note", ""))
    for row in read("pages"):
        home.add_child(instance=StandardPage(title=row["title"], slug=row["slug"], body=_rich_text(row["blocks"])))
    for organization in Organization.objects.all():
        _newsroom(organization, read("desks") if organization == brand.organization else [])
    _people(brand.organization)


def _organization(row: dict) -> None:
    organization = Organization.objects.create(name=row["name"], short_name=row["short_name"])
    for brand_row in row["brand"]:
        brand = Brand.objects.create(
            organization=organization, name=brand_row["name"], slug=brand_row["slug"], theme=brand_row["theme"],
            kind="magazine" if brand_row["theme"] == "tapchi" else "newspaper", is_sample=True,
        )  # fmt: skip
        (licence,) = brand_row["licence"]
        known = {field.name for field in Licence._meta.fields}
        facts = {LICENCE_FIELDS.get(name, name): value for name, value in licence.items()}
        Licence.objects.create(brand=brand, **{name: value for name, value in facts.items() if name in known})
        organization.governing_body = licence.get("governing_body", "")
    organization.save()


def _front_page(brand: Brand) -> HomePage:
    home = Page.get_first_root_node().add_child(instance=HomePage(title=brand.name, slug=brand.slug, brand=brand))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", port=80, root_page=home, is_default_site=True, site_name=brand.name)
    return home


def _sections(brand: Brand, home: HomePage) -> None:
    for order, row in enumerate(read("sections")):
        section = Section.objects.create(brand=brand, name=row["name"], slug=row["slug"], sort_order=order)
        home.add_child(instance=SectionPage(title=row["name"], slug=row["slug"], section=section, show_in_menus=True))


def _rich_text(blocks: list[dict]) -> str:
    tags = {"heading": "h2", "paragraph": "p"}
    return "".join(format_html("<{0}>{1}</{0}>", tags[block["type"]], block["text"]) for block in blocks)


def _newsroom(organization: Organization, desks: list[dict]) -> None:
    root = Page.get_first_root_node()
    slug = f"toa-soan-{organization.brands.first().slug}"
    newsroom = root.add_child(instance=Newsroom(title=organization.short_name, slug=slug, organization=organization))
    make_role_groups(page=newsroom)
    chain = Workflow.objects.get(name="Quy trình báo" if desks else "Quy trình hai bước")
    WorkflowPage.objects.create(page=newsroom, workflow=chain)
    for row in desks or [{"slug": "bien-tap", "name": "Ban Biên tập tạp chí"}]:
        desk = newsroom.add_child(instance=Desk(title=row["name"], slug=row["slug"]))
        make_role_groups(page=desk)


def _people(organization: Organization) -> None:
    users, password = (
        {},
        make_password(PASSWORD),
    )  # one hash for all: seventeen would take the first start seconds longer
    for row in read("people"):
        family, _space, given = row["name"].rpartition(" ")
        users[row["username"]] = user = get_user_model().objects.create(
            username=row["username"], email=f"{row['username']}@example.com", password=password, first_name=given,
            last_name=family,
        )  # fmt: skip
        for role, desk in row["roles"]:
            page = Desk.objects.get(slug=desk) if desk else Newsroom.objects.get(organization=organization)
            user.groups.add(RoleGroup.objects.get(page=page, role=role).group)
    for row in read("contributors"):
        Contributor.objects.create(
            name=row["name"], pen_name=row.get("pen_name", ""), sort_name=row["sort_name"],
            slug=row["slug"], bio=row["bio"], organization=organization, user=users.get(row.get("username")),
        )  # fmt: skip
