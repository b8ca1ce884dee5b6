"""What higher apps add to a story. Each list is filled in `AppConfig.ready()`, with an explicit order.

- `gates`: called before a story goes live with the story; raises `Refused`.
- `exits`: called before a story leaves the site; raises `Refused`.
- `went_live`, `went_dark`: called inside the transaction that did it, idempotent per (story, live revision).
- `written`: called after its newest version changed and stayed in the house.
- `changed`: called after a draft was saved or anything about the story moved.
- `locks`: called with a story; returns a Wagtail lock or None.
- `tabs`: editor tabs, (order, heading, panels).
- `outlets`: websites that show stories.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol


class Outlet(Protocol):
    """A website. Conformance: tests/conformance/test_outlet.py."""

    def section_page(self, section):
        """The page that presents this section, or None when the site has none."""

    def page(self, story, request):
        """The response that shows this story, live or a draft in the editor's preview, for this request."""

    def render(self, story) -> tuple[str, list[str]]:
        """The story's page as an anonymous reader gets it, and the storage names of its pictures."""


class Port(list):
    def register(self, member: Callable, *, order: int = 100) -> None:
        self.append((order, member))
        self.sort(key=lambda pair: pair[0])

    def __call__(self, *args) -> list:
        return [member(*args) for _, member in self]


class Changes(Port):
    """`with changed.held(story.pk):` what moves inside is not told: who holds it tells once, when everything stands."""

    _held: ContextVar[frozenset[int]] = ContextVar("held stories", default=frozenset())

    def __call__(self, story) -> list:
        return [] if story.pk in self._held.get() else super().__call__(story)

    @contextmanager
    def held(self, story_id: int) -> Iterator[None]:
        token = self._held.set(self._held.get() | {story_id})
        try:
            yield
        finally:
            self._held.reset(token)


gates, exits, went_live, went_dark, written, locks = (Port() for _ in range(6))
changed = Changes()
tabs: list[tuple[int, object, Callable[[], list]]] = []
outlets: list[Outlet] = []


def register_tab(heading, panels: Callable[[], list], *, order: int) -> None:
    tabs.append((order, heading, panels))
    tabs.sort(key=lambda tab: tab[0])
