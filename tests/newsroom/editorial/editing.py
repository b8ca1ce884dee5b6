"""A desk with named people, and forms as the editor posts them."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from newsroom.desks.models import Desk
from newsroom.desks.roles import Role
from newsroom.desks.services import attach_default_chain
from newsroom.organizations.models import Organization
from newsroom.people.models import User
from newsroom.stories.models import Story
from tests.factories import (
    BrandFactory,
    ContributorFactory,
    DeskFactory,
    NewsroomFactory,
    OrganizationFactory,
    SectionFactory,
    SectionPageFactory,
    UserFactory,
)

JSON = {"HTTP_ACCEPT": "application/json"}
OVER = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}


@dataclass
class Desks:
    organization: Organization
    desk: Desk
    section: object
    writer: User
    colleague: User
    freelance: User
    chief: User
    secretary: User
    leader: User


def build_desks() -> Desks:
    organization = OrganizationFactory()
    newsroom = NewsroomFactory(organization=organization)
    attach_default_chain(page=newsroom)
    desk = DeskFactory(parent=newsroom, title="Ban Thời sự")
    section = SectionFactory(brand=BrandFactory(organization=organization))
    SectionPageFactory(section=section)

    def person(last, first, *roles):
        user = UserFactory(last_name=last, first_name=first, roles=roles)
        ContributorFactory(name=f"{last} {first}", user=user, organization=organization)
        return user

    return Desks(
        organization, desk, section,
        writer=person("H'Lan", "Niê", (Role.REPORTER, desk)),
        colleague=person("Phạm Quốc", "Duy", (Role.REPORTER, desk)),
        freelance=person("Y Khoa", "Niê", (Role.CONTRIBUTOR, desk)),
        chief=person("Trần Minh", "Phúc", (Role.CHIEF, desk)),
        secretary=person("Bùi Anh", "Thư", (Role.SECRETARY, newsroom)),
        leader=person("Nguyễn Quốc", "Bảo", (Role.LEADER, newsroom)),
    )  # fmt: skip


def posted(*, credits=(), **fields) -> QueryDict:
    """`credits=[(contributor pk, role, id), …]`; whatever is not given is empty."""
    data = {
        "title": "", "sapo": "", "body": streamfield([]), "kicker": "", "short_title": "", "lead_picture": "",
        "section": "", "genre": "", "source": "", "tags": "", "language": "vi", "ai_provenance": "none",
        "ai_tool": "", "ai_note": "", "note": "", "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}, "next": "",
    }  # fmt: skip
    encoded = nested_form_data(data | fields)
    encoded |= {"credits-TOTAL_FORMS": len(credits), "credits-INITIAL_FORMS": sum(1 for row in credits if row[2])}
    for place, (contributor, role, pk) in enumerate(credits):
        row = f"credits-{place}"
        encoded |= {f"{row}-contributor": contributor, f"{row}-role": role, f"{row}-id": pk, f"{row}-ORDER": place + 1}
        encoded[f"{row}-DELETE"] = ""
    query = QueryDict(mutable=True)
    for key, value in encoded.items():
        query.setlist(key, [str(v) for v in value] if isinstance(value, list) else [str(value)])
    return query


def send(client, url, data: QueryDict, **extra):
    return client.post(url, dict(data.lists()), **extra)


def paragraph(*paragraphs: str):
    html = "".join(f"<p>{words}</p>" for words in paragraphs)
    return streamfield([("paragraph", {"text": rich_text(html), "language": ""})] if paragraphs else [])


def edit_url(story) -> str:
    return reverse("wagtailadmin_pages:edit", args=[story.pk])


def add_url(desk) -> str:
    return reverse("wagtailadmin_pages:add", args=["stories", "story", desk.pk])


def action_url(story, verb: str) -> str:
    return reverse("story_action", args=[story.pk, verb])


def do(client, user, story, verb: str, **facts):
    """Press a button as this person; the answer of the dialog."""
    client.force_login(user)
    answer = client.post(action_url(story, verb), facts)
    assert answer.status_code == 302, answer.content.decode()
    return answer


def written(client, desks: Desks, user=None, **fields) -> Story:
    """A draft as its writer saves it in the editor."""
    user = user or desks.writer
    client.force_login(user)
    fields = {
        "title": "Cư M'gar được mùa cà phê", "sapo": "Vụ này chín sớm.", "section": desks.section.pk,
        "body": paragraph("Sáng sớm, sương còn phủ kín rẫy.", "Tiếng gọi nhau vang từ lúc năm giờ."),
        "credits": [(user.contributor.pk, "author", "")],
    } | fields  # fmt: skip
    answer = send(client, add_url(desks.desk), posted(**fields))
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return Story.objects.get(owner=user)
