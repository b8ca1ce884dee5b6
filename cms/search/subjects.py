"""Sections, people and tags whose name was typed: a way in beside the stories."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.core.frame import frame_of
from cms.sections.models import Placement, SectionPage
from newsroom.desks.models import Tag
from newsroom.people.models import Contributor
from newsroom.search.engines import Filters
from newsroom.search.queries import search_public
from newsroom.stories.models import Credit, StoryTag

KINDS = {"section": _("Chuyên mục"), "contributor": _("Tác giả"), "tag": _("Chủ đề")}
MOST = 6


@dataclass(frozen=True, slots=True)
class Subject:
    kind: str
    name: str
    url: str


def subjects(query: str, request) -> list[Subject]:
    """Best first; only those under which this site has something to read."""
    rows = search_public(query, filters=Filters(kinds=list(KINDS)), per_page=2 * MOST).rows
    by_kind = {kind: [row.object_id for row in rows if row.kind == kind] for kind in KINDS}
    found: dict[tuple[str, int], Subject] = {}
    for kind, look in (("section", _sections), ("contributor", _contributors), ("tag", _tags)):
        if by_kind[kind]:
            found |= {
                (kind, pk): Subject(str(KINDS[kind]), name, url) for pk, name, url in look(by_kind[kind], request)
            }
    return [found[row.kind, row.object_id] for row in rows if (row.kind, row.object_id) in found][:MOST]


def _sections(ids, request):
    site = frame_of(request).site
    pages = SectionPage.objects.live().filter(section__in=ids).select_related("section")
    pages = pages.descendant_of(site.root_page) if site else pages.none()
    return [(page.section_id, page.title, page.get_url(request)) for page in pages]


def _contributors(ids, request):
    here = Placement.objects.filter(brand=frame_of(request).brand).values("story")
    written = Credit.objects.filter(contributor__in=ids, story__in=here).values("contributor")
    people = Contributor.objects.filter(pk__in=written)
    return [(person.pk, person.public_name, reverse("author", args=[person.slug])) for person in people]


def _tags(ids, request):
    here = Placement.objects.filter(brand=frame_of(request).brand).values("story")
    tags = Tag.objects.filter(pk__in=StoryTag.objects.filter(tag__in=ids, content_object__in=here).values("tag"))
    return [(tag.pk, tag.name, reverse("tag", args=[tag.slug])) for tag in tags]
