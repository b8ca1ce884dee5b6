"""What surrounds every page: the masthead, the sections, the law's lines at the foot."""

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.core.cache import caches
from django.db.models import Prefetch
from django.utils import timezone
from wagtail.models import Page, Site

from cms.core.models import Generation, StandardPage
from newsroom.organizations.models import Brand, Licence, Organization

SECONDS = 300


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Frame:
    """`kind_word` and `proper_name` are the two voices of a masthead: “Báo” light, “Đắk Lắk” bold."""

    site: Site | None = None
    brand: Brand | None = None
    organization: Organization | None = None
    licence: Licence | None = None
    sections: list[Link] = field(default_factory=list)
    standing: list[Link] = field(default_factory=list)
    today: date | None = None
    kind_word: str = ""
    proper_name: str = ""

    @property
    def governing_body(self) -> str:
        source = self.licence or self.organization
        return source.governing_body if source else ""

    @property
    def root_url(self) -> str:
        """Scheme and host, for whole addresses."""
        return self.site.root_url if self.site else ""

    @property
    def home_url(self) -> str:
        return f"{self.root_url}/"


def frame_of(request) -> Frame:
    """The frame of the site this request asks for; the same for every page of one generation."""
    if not hasattr(request, "_frame"):
        today = timezone.localdate()
        key = f"frame:{generation_of(request)}:{request.get_host()}"
        request._frame = caches["pages"].get_or_set(key, lambda: build(Site.find_for_request(request), today), SECONDS)
        # Where Wagtail keeps what it found for this request.
        request._wagtail_site = request._frame.site
    return request._frame


def generation_of(request) -> str:
    """Of this day: rights of pictures and licences begin and end at midnight, and nobody saves a row for that."""
    if not hasattr(request, "_generation"):
        request._generation = f"{timezone.localdate():%Y%m%d}.{Generation.current()}"
    return request._generation


def build(site: Site | None, today: date) -> Frame:
    if not site:
        return Frame(today=today)
    brand = (
        Brand.objects.filter(home_page=site.root_page_id)
        .select_related("organization")
        .prefetch_related(Prefetch("licences", Licence.objects.on(today), to_attr="licences_today"))
        .first()
    )
    if not brand:
        return Frame(site=site, today=today)
    pages = Page.objects.child_of(site.root_page).live().select_related("content_type").order_by("path")
    links = [
        (
            page.content_type.model_class() is StandardPage,
            Link(page.title, page.url_path[len(site.root_page.url_path) - 1 :]),
        )
        for page in pages
    ]
    kind_word, proper_name = split_name(brand)
    return Frame(
        site=site,
        brand=brand,
        organization=brand.organization,
        licence=next(iter(brand.licences_today), None),
        sections=[link for standing, link in links if not standing],
        standing=[link for standing, link in links if standing],
        today=today,
        kind_word=kind_word,
        proper_name=proper_name,
    )


def split_name(brand: Brand) -> tuple[str, str]:
    """“Báo Đắk Lắk” → (“Báo”, “Đắk Lắk”); a name that does not begin with its kind stays whole."""
    word = str(brand.get_kind_display())
    if brand.name.startswith(f"{word} "):
        return word, brand.name[len(word) + 1 :]
    return "", brand.name


def is_known_reader(request) -> bool:
    """Whether somebody may be logged in, asked without opening a session."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES
