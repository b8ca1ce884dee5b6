from django.db.models import Exists, OuterRef
from wagtail.models import Page

from newsroom.desks.models import Place, Tag
from newsroom.prepared import Prepared
from newsroom.stories.models import Credit, Story, StoryTag, WebAddress, Withdrawal
from newsroom.stories.states import CreditRole

SPARED = [f"section_page__{field.name}" for field in Page._meta.concrete_fields if field.name not in ("id", "url_path")]


@Prepared
def addresses(id7):
    withdrawn = Withdrawal.objects.filter(story=OuterRef("story"), lifted_at=None)
    return (
        WebAddress.objects.annotate(is_withdrawn=Exists(withdrawn))
        .select_related("section_page", "story__section", "story__genre", "story__share_card", "story__beside")
        .defer(*SPARED)
        .filter(id7=id7)
    )


def find(id7: str) -> WebAddress | None:
    """The address with its story and what its page will read, in one query; `is_withdrawn` is annotated."""
    return next(iter(addresses(id7)), None)


def is_draft(story: Story) -> bool:
    """Whether its small relations are in memory only, as in the editor's preview: https://github.com/wagtail/django-modelcluster."""
    return bool(getattr(story, "_cluster_related_objects", None))


@Prepared
def credits(story):
    shown = Credit.objects.filter(story=story).exclude(role=CreditRole.EDITOR)
    return shown.select_related("contributor").order_by("sort_order")


@Prepared
def tagged(story):
    return StoryTag.objects.filter(content_object=story).select_related("tag").order_by("pk")


@Prepared
def placed(story):
    return Story.places.through.objects.filter(story=story).select_related("place").order_by("place__name")


def credits_of(story: Story) -> list[Credit]:
    """In the order the newsroom gave, authors without a word for their part."""
    if is_draft(story):
        return list(story.credits.select_related("contributor").exclude(role=CreditRole.EDITOR))
    return credits(story.pk)


def tags_of(story: Story) -> list[Tag]:
    return list(story.tags.all()) if is_draft(story) else [row.tag for row in tagged(story.pk)]


def places_of(story: Story) -> list[Place]:
    return list(story.places.all()) if is_draft(story) else [row.place for row in placed(story.pk)]
