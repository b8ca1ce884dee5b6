"""What changes what: which documents a change makes stale, besides that of the changed object itself.

| change                                                  | stale documents                                        |
| ------------------------------------------------------- | ------------------------------------------------------ |
| a contributor is renamed                                | stories that name them                                 |
| a section is renamed                                    | the sections below it, which say where they stand      |
| a brand changes hands                                   | its sections                                           |
| a tag or a place is renamed                             | stories that carry it                                  |
| a page of the site is renamed or moves                  | stories whose address begins with it                   |
| a desk moves to another newsroom                        | its stories                                            |
| captions of sound or film change; it is deleted         | it, and the stories and drafts that show it            |
| tags of a picture, document, sound or film change       | it                                                     |

A story going out, being changed, scheduled, held back, taken down or brought back is `Story.save()` and its ports; a
picture, a document or a contributor writes its own rows when it is saved (`newsroom.search.following`).
"""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils import timezone
from taggit.models import TaggedItem
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_slug_changed, post_page_move

from media_pipeline.assets.models import Asset, CaptionTrack
from newsroom.desks.models import Desk, Place, Section, Tag
from newsroom.organizations.models import Brand
from newsroom.people.models import Contributor
from newsroom.search import registry, services
from newsroom.search.models import StaffDocument
from newsroom.search.staleness import mark_stale
from newsroom.stories.models import Credit, Story, StoryTag, WebAddress

DRAFTS_LOOKED_AT = timedelta(days=30)


def after_contributor(sender, instance, **kwargs):
    if is_renamed("contributor", instance):
        mark("story", Credit.objects.filter(contributor=instance).values_list("story", flat=True))


def after_section(sender, instance, **kwargs):
    if is_renamed("section", instance):
        mark("section", instance.children.values_list("pk", flat=True))


def after_brand(sender, instance, created, **kwargs):
    if not created:
        mark("section", instance.sections.values_list("pk", flat=True))


def after_tag(sender, instance, **kwargs):
    if is_renamed("tag", instance):
        mark("story", StoryTag.objects.filter(tag=instance).values_list("content_object", flat=True))


def after_place(sender, instance, **kwargs):
    if is_renamed("place", instance):
        mark("story", Story.objects.filter(places=instance).order_by().values_list("pk", flat=True))


def after_address(sender, instance, **kwargs):
    if not issubclass(sender, Story):
        below = WebAddress.objects.filter(section_page__path__startswith=instance.path)
        mark("story", below.values_list("story", flat=True))


def after_move(sender, instance, **kwargs):
    after_address(sender, instance)
    if issubclass(sender, Desk):
        mark("story", Story.objects.filter(path__startswith=instance.path).order_by().values_list("pk", flat=True))


def after_captions(sender, instance, **kwargs):
    mark("media", [instance.asset_id])
    mark("story", stories_showing(instance.asset_id))


def after_asset_deleted(sender, instance, **kwargs):
    mark("story", stories_showing(instance.pk))


def after_tagging(sender, instance, action, **kwargs):
    if action.startswith("post_"):
        for kind in registry.kinds_of(type(instance)):
            services.refresh(kind.name, instance)


def stories_showing(asset_id: int) -> set[int]:
    """On the site, by Wagtail's index of references; in drafts, by what their newest versions hold."""
    shown = ReferenceIndex.get_references_to(Asset(pk=asset_id)).values_list("object_id", flat=True)
    live = {int(pk) for pk in shown.filter(base_content_type=ContentType.objects.get_for_model(Page)) if pk.isdigit()}
    holds = Q(latest_revision__content__lead_media=asset_id) | Q(
        latest_revision__content__body__regex=f'"media": {asset_id:d}[,}}]'
    )
    young = Story._base_manager.filter(
        has_unpublished_changes=True, latest_revision_created_at__gte=timezone.now() - DRAFTS_LOOKED_AT
    )
    return live | set(young.filter(holds).values_list("pk", flat=True))


def is_renamed(kind: str, thing) -> bool:
    """Whether its row still says another name: asked before the row follows."""
    said = StaffDocument.objects.filter(kind=kind, object_id=thing.pk).values_list("title", "deck").first()
    document = registry.get(kind).to_staff(thing)
    return said is not None and said != (document.title, document.deck)


def mark(kind: str, ids: Iterable[int]) -> None:
    mark_stale(kind, ids, now=timezone.now())


def connect() -> None:
    """Before the kinds follow their saves: a rename is a row that lags behind."""
    for model, receiver in (
        (Contributor, after_contributor), (Section, after_section), (Brand, after_brand), (Tag, after_tag),
        (Place, after_place), (CaptionTrack, after_captions),
    ):  # fmt: skip
        post_save.connect(receiver, sender=model, dispatch_uid=f"search_map.{model.__name__}.saved")
    post_delete.connect(after_captions, sender=CaptionTrack, dispatch_uid="search_map.captions.deleted")
    post_delete.connect(after_asset_deleted, sender=Asset, dispatch_uid="search_map.asset.deleted")
    m2m_changed.connect(after_tagging, sender=TaggedItem, dispatch_uid="search_map.tagging")
    page_slug_changed.connect(after_address, dispatch_uid="search_map.address")
    post_page_move.connect(after_move, dispatch_uid="search_map.move")
