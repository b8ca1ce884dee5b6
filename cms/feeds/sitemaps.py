"""Sitemaps over our own rows: Wagtail's leave out pages that stand outside a site's tree.

A page of the archive is a range of placement keys, so that making one costs the same at the beginning and at the end.
"""

from datetime import timedelta

from django.db.models import Max
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from wagtail.models import Page

from cms.core.frame import frame_of
from cms.sections.cards import cards
from cms.sections.models import Placement
from newsroom.stories.models import WebAddress

PER_PAGE = 5_000
NEWS_HOURS = 48
NEWS_MANY = 1_000


def index(request):
    """Names of all sitemaps of this site."""
    last = WebAddress.objects.aggregate(last=Max("pk"))["last"] or 0
    root = frame_of(request).root_url
    places = [f"{root}/sitemap-trang.xml", f"{root}/sitemap-tin-moi.xml"]
    places += [f"{root}/sitemap-{number}.xml" for number in range(1, last // PER_PAGE + 2)]
    return _xml(request, "feeds/sitemap_index.xml", {"places": places})


def stories(request, number: int):
    """At most PER_PAGE stories: those whose address has a key in this range and that may be read."""
    start = (number - 1) * PER_PAGE
    if number < 1:
        raise Http404
    frame = frame_of(request)
    live = Placement.objects.filter(brand=frame.brand, is_main=True).values("story")
    rows = (
        WebAddress.objects.filter(pk__gte=start, pk__lt=start + PER_PAGE, story__in=live)
        .order_by("pk")
        .values_list("section_page__url_path", "ym", "story__slug", "id7", "published_at", "updated_at")
    )
    prefix = len(frame.site.root_page.url_path) if frame.site else 1
    entries = [
        (f"{frame_of(request).root_url}/{path[prefix:]}{ym}/{slug}-{id7}/", updated or published)
        for path, ym, slug, id7, published, updated in rows
    ]
    return _xml(request, "feeds/sitemap.xml", {"entries": entries})


def standing(request):
    """Front page, sections, standing pages."""
    site = frame_of(request).site
    pages = Page.objects.descendant_of(site.root_page, inclusive=True).live().public().order_by("path") if site else []
    prefix = len(site.root_page.url_path) if site else 1
    entries = [(f"{frame_of(request).root_url}/{page.url_path[prefix:]}", page.last_published_at) for page in pages]
    return _xml(request, "feeds/sitemap.xml", {"entries": entries})


def news(request):
    """Stories of the last two days, as news search engines want them."""
    since = timezone.now() - timedelta(hours=NEWS_HOURS)
    frame = frame_of(request)
    placements = Placement.objects.filter(brand=frame.brand, is_main__in=(True,), sorted_at__gte=since).order_by(
        "-sorted_at"
    )
    found = cards(placements[:NEWS_MANY], request, pictures=False)
    fresh = [card for card in found if card.published_at >= since]
    return _xml(request, "feeds/sitemap_news.xml", {"cards": fresh, "root": frame_of(request).root_url, "frame": frame})


def _xml(request, template: str, context: dict):
    return render(request, template, context, content_type="application/xml; charset=utf-8")
