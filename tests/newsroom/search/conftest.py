from datetime import UTC, datetime

import pytest
from wagtail.models import Page

from newsroom.search import registry
from newsroom.search.documents import Document
from newsroom.search.registry import Kind

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


class Desk:
    """A kind of page whose public state the test decides: `hidden` ids are withdrawn after they were indexed."""

    def __init__(self):
        self.hidden: set[int] = set()
        self.traits: dict[int, dict] = {}

    def document(self, page):
        return Document(title=page.title, body=page.seo_title, url=f"/{page.slug}/", **self.traits.get(page.pk, {}))

    def public(self, page):
        return self.document(page) if page.live else None


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def kind(desk, monkeypatch):
    """Pages below the root, findable as `page`, the only kind; a user sees what is not hidden and holds `user.tokens`."""
    monkeypatch.setattr(registry, "_kinds", {})
    return registry.register(
        Kind(
            name="page",
            label="Trang",
            model=Page,
            to_public=desk.public,
            to_staff=desk.document,
            check_public=lambda ids: set(ids) - desk.hidden,
            may_see=lambda user, ids: set(ids) - desk.hidden,
            scopes=lambda user: user.tokens,
            objects=lambda: Page.objects.filter(depth__gt=1),
        )
    )


@pytest.fixture
def write(db, kind):
    """`write("Tít", body="…", live=True, **document fields)`: a page that can be found."""
    from newsroom.search.services import refresh

    def write_one(title, *, body="", live=True, **traits):
        parent = Page.objects.get(depth=1)
        page = parent.add_child(
            instance=Page(title=title, seo_title=body[:255], live=live, slug=f"trang-{Page.objects.count()}")
        )
        kind.to_staff.__self__.traits[page.pk] = traits
        refresh("page", page)
        return page

    return write_one
