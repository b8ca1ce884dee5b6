"""The forms of a page, and what the newsroom answers when one comes empty or wrong. Nothing that a form did stays."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import transaction

from tests.journeys.language.crawl import Form, strings, texts

# Syllables, so that what comes back on the page is no foreign word; wrong as a number, a day, a choice, an address.
WRONG, LONG = "ba", "ba " * 2000
SEVERAL = "files[]"  # a script sends each as it is chosen, so that none without a file ever comes
LEFT = ("/quan-tri/logout/", "/tai-khoan/logout/")


@dataclass(frozen=True)
class Answer:
    action: str
    status: int
    texts: tuple[str, ...]


def answers(client, forms: list[Form]) -> Iterator[Answer]:
    """For each kind of form, filled in each way."""
    done = set()
    for form in forms:
        kind = (form.action.rstrip("0123456789/"), form.names)
        if kind not in done and not form.action.startswith(LEFT):
            done.add(kind)
            for body in fillings(form):
                yield answered(client, form.action, body)


def fillings(form: Form) -> Iterator[dict]:
    """Every field empty; every field wrong. What nobody types stays as it is."""
    files = {name: ContentFile(b"ba", name="ba.exe") for name in form.files}
    if SEVERAL not in files:
        yield {**dict.fromkeys(form.typed, ""), **form.hidden}
    yield {**{name: LONG if is_text else WRONG for name, is_text in form.typed.items()}, **form.hidden, **files}


def answered(client, action: str, body: dict) -> Answer:
    with transaction.atomic():
        response = client.post(action, body, headers={"x-requested-with": "XMLHttpRequest", "accept": "text/html"})
        transaction.set_rollback(True)
    if response.streaming:
        response.getvalue()  # a file is closed when it has been read
    said = list(texts(response))
    if response.get("Content-Type", "").startswith("application/json"):
        said += [text for text in strings(json.loads(response.content)) if " " in text and "<" not in text]
    return Answer(action, response.status_code, tuple(said))
