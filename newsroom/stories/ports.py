"""What higher apps add to a story. Each list is filled in `AppConfig.ready()`, with an explicit order.

- `gates`: called before a story goes live with the story; raises `Refused`.
- `exits`: called before a story leaves the site; raises `Refused`.
- `went_live`, `went_dark`: called inside the transaction that did it, idempotent per (story, live revision).
- `changed`: called after a draft was saved or anything about the story moved.
- `locks`: called with a story; returns a Wagtail lock or None.
- `tabs`: editor tabs, (order, heading, panels).
- `outlets`: websites that show stories.
"""

from collections.abc import Callable
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


gates, exits, went_live, went_dark, changed, locks = (Port() for _ in range(6))
tabs: list[tuple[int, object, Callable[[], list]]] = []
outlets: list[Outlet] = []


def register_tab(heading, panels: Callable[[], list], *, order: int) -> None:
    tabs.append((order, heading, panels))
    tabs.sort(key=lambda tab: tab[0])
