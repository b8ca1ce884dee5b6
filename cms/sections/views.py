from collections import Counter

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from cms.sections import queries
from newsroom.desks.models import Tag
from newsroom.language import collation_key
from newsroom.people.models import Contributor
from newsroom.stories.models import StoryTag


def latest(request):
    listing = queries.paged(queries.newest(request), request, queries.page_number(request))
    return render(
        request, "pages/listing.html", {**listing, "days": queries.by_day(listing["cards"]), "title": _("Mới nhất")}
    )


def tag(request, slug: str):
    subject = get_object_or_404(Tag, slug=slug)
    listing = queries.paged(queries.of_tag(subject, request), request, queries.page_number(request))
    return render(
        request, "pages/listing.html",
        {
            **listing, "days": queries.by_day(listing["cards"]), "title": subject.name, "kind": _("Chủ đề"),
            "latest": queries.latest(request, without=listing["cards"]),
        },
    )  # fmt: skip


def author(request, slug: str):
    person = get_object_or_404(Contributor.objects.select_related("organization"), slug=slug)
    listing = queries.paged(queries.of_author(person, request), request, queries.page_number(request), authors=False)
    return render(
        request, "pages/author.html",
        {
            **listing, "person": person, "months": queries.by_month(listing["cards"]),
            "subjects": subjects_of(listing["cards"]), "latest": queries.latest(request, without=listing["cards"]),
        },
    )  # fmt: skip


def subjects_of(listed, *, limit: int = 8) -> list[Tag]:
    """What these stories are most often about, in dictionary order."""
    rows = StoryTag.objects.filter(content_object__in=[card.story_id for card in listed]).select_related("tag")
    tags = {row.tag_id: row.tag for row in rows}
    often = Counter(row.tag_id for row in rows).most_common(limit)
    return sorted((tags[pk] for pk, _times in often), key=lambda tag: collation_key(tag.name))
