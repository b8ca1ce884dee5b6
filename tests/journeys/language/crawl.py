"""Walks the admin as one person: follows every address a page of ours names, one of each kind, and keeps what it read."""

import html
import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import PreformattedString
from django.urls import Resolver404, resolve

ADDRESS = re.compile(r"""(?<=["'`\s=])/(?:quan-tri|tai-khoan)/[^\s"'`<>\\]*""")
SKIPPED = re.compile(r"/(quan-tri/logout|tai-khoan/logout|quan-tri/api)/")
# The counter stays hidden until a number is in it.
NOT_READ = "script, style, svg, textarea, code, kbd, pre, [data-side-panel-toggle-counter]"
READ_ATTRIBUTES = ("title", "aria-label", "placeholder", "alt", "aria-description", "data-tippy-content")


@dataclass(frozen=True)
class Form:
    """A form that is posted. `typed`: by name, whether any text may be typed there; `hidden`: what the page put in;

    `files`: names of those it asks for.
    """

    action: str
    typed: dict[str, bool]
    hidden: dict[str, str]
    files: tuple[str, ...]

    @property
    def names(self) -> frozenset[str]:
        return frozenset({*self.typed, *self.hidden, *self.files})


@dataclass(frozen=True)
class Read:
    """`length`: characters in the main part of a whole page; None for a part of a page, a file, a dialog."""

    address: str
    status: int
    texts: tuple[str, ...]
    length: int | None = None
    forms: tuple[Form, ...] = ()


def walk(client, starts: list[str]) -> Iterator[Read]:
    """Each of `starts`, then whatever they lead to: one address of every route that answers, with the words on it."""
    met, read, waiting = set(starts), set(), deque(starts)
    while waiting:
        address = waiting.popleft()
        kind = _kind(address)
        if not kind or SKIPPED.match(address) or (kind in read and address not in starts):
            continue
        response = client.get(address, headers={"accept": "text/html"})
        if response.streaming:
            response.getvalue()  # a file is closed when it has been read
        if response.status_code == 200:
            read.add(kind)
        if response.status_code < 300 or response.status_code >= 400:
            pages = [BeautifulSoup(body, "html.parser") for body in _bodies(response)]
            forms = tuple(form for page in pages for form in _forms(page, address))
            words = tuple(words for page in pages for words in _said(page))
            yield Read(address, response.status_code, words, _length(pages[0]) if pages else None, forms)
        found = {place.partition("#")[0] for place in _places(response)} - met
        met |= found
        waiting.extend(sorted(found))


def _places(response) -> Iterator[str]:
    if "Location" in response:
        yield response["Location"]
    for text in _bodies(response):
        yield from ADDRESS.findall(html.unescape(html.unescape(text)))


def _kind(address: str):
    """The route and the words of an address, or None where nothing of ours answers."""
    try:
        match = resolve(address.partition("?")[0])
    except Resolver404:
        return None
    words = tuple(value for value in match.kwargs.values() if isinstance(value, str) and not value.isdigit())
    return match.route, words


def _bodies(response) -> list[str]:
    """The HTML of an answer: of a dialog, what its JSON carries."""
    kind = response.get("Content-Type", "")
    if response.streaming or not kind.startswith(("text/html", "application/json")):
        return []
    text = response.content.decode()
    if kind.startswith("application/json"):
        return [value for value in strings(json.loads(text)) if "<" in value]
    return [text]


def strings(value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def texts(response) -> Iterator[str]:
    """What a person reads or a screen reader says."""
    for body in _bodies(response):
        yield from _said(BeautifulSoup(body, "html.parser"))


def _forms(page: BeautifulSoup, address: str) -> Iterator[Form]:
    for form in page.select("form"):
        if form.get("method", "").lower() == "post":
            fields = form.select("input[name], select[name], textarea[name]")
            kinds = {
                field["name"]: field.get("type", "text") if field.name == "input" else field.name for field in fields
            }
            hidden = {field["name"]: field.get("value", "") for field in fields if kinds[field["name"]] == "hidden"}
            typed = {
                name: kind in ("text", "textarea")
                for name, kind in kinds.items()
                if kind not in ("hidden", "checkbox", "submit", "file")
            }
            files = tuple(name for name, kind in kinds.items() if kind == "file")
            yield Form((form.get("action") or address).partition("#")[0], typed, hidden, files)


def _said(page: BeautifulSoup) -> Iterator[str]:
    """Takes out of the page what nobody reads."""
    for piece in page.select(NOT_READ):
        piece.decompose()
    yield from (
        text.strip() for text in page.find_all(string=True) if text.strip() and not isinstance(text, PreformattedString)
    )
    for piece in page.find_all(True):
        yield from (piece[name] for name in READ_ATTRIBUTES if piece.get(name))


def _length(page: BeautifulSoup) -> int | None:
    main = page.select_one("main") or page.body
    return len(main.get_text(" ", strip=True)) if main else None
