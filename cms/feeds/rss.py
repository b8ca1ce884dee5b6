"""RSS 2.0: what is new, for readers' programmes and for partners."""

from typing import NamedTuple
from urllib.parse import urljoin

from django.contrib.syndication.views import Feed
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed

from cms.core.frame import frame_of
from cms.sections.cards import Card, cards
from cms.sections.models import Placement
from cms.sections.queries import newest
from media_pipeline.assets.queries import jpeg
from media_pipeline.assets.templatetags.pictures import printable
from newsroom.desks.models import Section

MANY = 30


class Item(NamedTuple):
    card: Card
    root: str


class BrandFeed(Feed):
    """Newest stories of the whole brand."""

    feed_type = Rss201rev2Feed
    language = "vi"

    def __call__(self, request, *args, **kwargs):
        response = super().__call__(request, *args, **kwargs)
        # It changes when a story goes out, not with the clock: the page cache gives it its ETag.
        del response["Last-Modified"]
        return response

    def get_object(self, request):
        frame = frame_of(request)
        if not frame.brand:
            raise Http404
        return {"request": request, "frame": frame, "placements": newest(request)}

    def title(self, source):
        return source["frame"].brand.name

    def description(self, source):
        return self.title(source)

    def link(self, source):
        return "/"

    def feed_url(self, source):
        return source["request"].path

    def items(self, source):
        found = cards(source["placements"][:MANY], source["request"], authors=True)
        return [Item(card, source["frame"].root_url) for card in found]

    def item_title(self, item):
        return item.card.full_title

    def item_description(self, item):
        return item.card.sapo

    def item_link(self, item):
        return item.card.url

    def item_pubdate(self, item):
        return item.card.published_at

    def item_updateddate(self, item):
        return item.card.updated_at

    def item_author_name(self, item):
        return ", ".join(item.card.authors)

    def item_categories(self, item):
        return [item.card.section] if item.card.section else []

    def item_enclosures(self, item):
        picture = jpeg(item.card.picture, width=960) if printable(item.card.picture) else None
        return [Enclosure(urljoin(item.root, picture.url), str(picture.file.size), "image/jpeg")] if picture else []


class SectionFeed(BrandFeed):
    """Newest stories of one section: /rss/{slug}/."""

    def get_object(self, request, slug):
        source = super().get_object(request)
        section = get_object_or_404(Section, brand=source["frame"].brand, slug=slug)
        placements = Placement.objects.filter(section=section).order_by("-sorted_at", "-pk")
        return {**source, "section": section, "placements": placements}

    def title(self, source):
        return f"{source['section'].name} · {source['frame'].brand.name}"

    def link(self, source):
        return source["section"].page.get_url(source["request"]) if hasattr(source["section"], "page") else "/"
