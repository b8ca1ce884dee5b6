"""How people who are credited, sections, tags and places become findable.

Readers meet the name under which somebody writes, never the one behind it; whether there is anything to read under a
name is asked of the stories, so `newsroom.stories` gives `check_public` for these kinds.
"""

from collections.abc import Callable, Collection

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.desks.models import Place, Section, Tag
from newsroom.desks.queries import organizations_of
from newsroom.people.models import Contributor
from newsroom.search.documents import Document
from newsroom.search.registry import Kind

EVERYONE = "everyone"
NAMES = 0.5  # a name alone says less than a text that speaks of it
Read = Callable[[Collection[int]], Collection[int]]


def contributor_to_public(person: Contributor) -> Document:
    return Document(title=person.public_name, body=person.bio, organization_id=person.organization_id)


def contributor_to_staff(person: Contributor) -> Document:
    return Document(
        title=person.public_name,
        deck=person.name,
        body=person.bio,
        organization_id=person.organization_id,
        acl=[_house(person.organization_id)],
        boost=NAMES,
    )


def section_to_public(section: Section) -> Document:
    return _section(section, acl=())


def section_to_staff(section: Section) -> Document:
    return _section(section, acl=[_house(section.brand.organization_id)])


def _section(section: Section, acl: Collection[str]) -> Document:
    above = section.parent.name if section.parent else ""
    return Document(
        title=section.name, deck=above, organization_id=section.brand.organization_id, acl=tuple(acl), boost=NAMES
    )


def named(thing: Tag | Place) -> Document:
    """A tag or a place is everyone's."""
    return Document(title=thing.name, deck=getattr(thing, "note", ""), acl=[EVERYONE], boost=NAMES)


def _house(organization_id: int | None) -> str:
    return f"organization:{organization_id}" if organization_id else EVERYONE


def houses(user) -> list[str] | None:
    if user.is_superuser:
        return None
    return [EVERYONE, *(f"organization:{pk}" for pk in organizations_of(user).values_list("pk", flat=True))]


def everyones(_user, ids) -> set[int]:
    return set(ids)


def contributors_of(user, ids) -> set[int]:
    people = Contributor.objects.filter(pk__in=ids)
    if not user.is_superuser:
        people = people.filter(Q(organization=None) | Q(organization__in=organizations_of(user)))
    return set(people.values_list("pk", flat=True))


def sections_of(user, ids) -> set[int]:
    sections = Section.objects.filter(pk__in=ids)
    if not user.is_superuser:
        sections = sections.filter(brand__organization__in=organizations_of(user))
    return set(sections.values_list("pk", flat=True))


def kinds(*, read_contributors: Read, read_sections: Read, read_tags: Read, read_places: Read) -> tuple[Kind, ...]:
    """Each argument names, of given ids, those under which a reader finds a story at this moment."""
    return (
        Kind(
            name="contributor", label=_("Tác giả"), model=Contributor, to_public=contributor_to_public,
            to_staff=contributor_to_staff, check_public=read_contributors, may_see=contributors_of, scopes=houses,
        ),
        Kind(
            name="section", label=_("Chuyên mục"), model=Section, to_public=section_to_public, to_staff=section_to_staff,
            check_public=read_sections, may_see=sections_of, scopes=houses,
            objects=lambda: Section.objects.select_related("parent", "brand"),
        ),
        Kind(
            name="tag", label=_("Thẻ"), model=Tag, to_public=named, to_staff=named,
            check_public=read_tags, may_see=everyones, scopes=lambda user: [EVERYONE],
        ),
        Kind(
            name="place", label=_("Địa danh"), model=Place, to_public=named, to_staff=named,
            check_public=read_places, may_see=everyones, scopes=lambda user: [EVERYONE],
        ),
    )  # fmt: skip
