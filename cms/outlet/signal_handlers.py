"""Changes that readers must see at once, although no story went out: they start a new generation of cached pages."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.core.models import Generation, StandardPage
from cms.home.models import HomePage, LeadSlot
from cms.outlet.models import ShareCard
from cms.outlet.queue import ring_warm
from cms.sections.models import SectionPage
from media_pipeline.assets import ports as pictures
from media_pipeline.assets.models import Picture
from newsroom.desks.models import Section, Tag
from newsroom.organizations.models import Brand, Licence, Organization
from newsroom.people.models import Contributor
from newsroom.stories.models import Embargo, Story, WebAddress, Withdrawal

ROWS = (
    Brand, Contributor, Embargo, LeadSlot, Licence, Organization, PageViewRestriction, Redirect, Section, ShareCard,
    Site, Tag, WebAddress, Withdrawal,
)  # fmt: skip
SITE_PAGES = (HomePage, SectionPage, StandardPage)
MOST_CARDS = 200


def start_new_generation(sender, **kwargs):
    Generation.advance()


def after_picture_change(item):
    """Pages at once; the cards of stories that show the picture as theirs by a worker."""
    Generation.advance()
    if isinstance(item, Picture):
        for story_id in Story.objects.live().filter(card_picture=item).values_list("pk", flat=True)[:MOST_CARDS]:
            transaction.on_commit(partial(ring_warm, story_id))


def after_page_change(sender, **kwargs):
    """`sender` is the specific class; the instance may be a base Page, as in Wagtail's move view."""
    if issubclass(sender, SITE_PAGES):
        Generation.advance()


def connect() -> None:
    pictures.changed.register(after_picture_change)
    for model in (*ROWS, *SITE_PAGES):
        post_save.connect(start_new_generation, sender=model, dispatch_uid=f"outlet.saved.{model.__name__}")
        post_delete.connect(start_new_generation, sender=model, dispatch_uid=f"outlet.deleted.{model.__name__}")
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(after_page_change, dispatch_uid="outlet.after_page_change")
