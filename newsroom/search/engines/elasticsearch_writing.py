"""Telling indexes what rows say, many at a time, each with its version: what is late or double changes nothing."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from newsroom.search.engines.elasticsearch_client import asking, client
from newsroom.search.engines.elasticsearch_schema import body_of

MOST_BYTES = 5_000_000
MOST = 500
BLOCKED = (
    "cluster_block_exception"  # the disk is full or somebody made the index read-only: nothing a document can help
)


@dataclass(frozen=True, slots=True)
class Message:
    """One document's newest version, or its deletion; `lines` are those of a bulk request."""

    uid: str
    lines: tuple[str, ...]

    @property
    def size(self) -> int:
        return sum(map(len, self.lines))


@dataclass(frozen=True, slots=True)
class Verdict:
    """`is_known`: the index has this version or a newer one. `is_hopeless`: it will never take it."""

    is_known: bool
    is_hopeless: bool
    why: str = ""


def document(row: dict[str, Any]) -> Message:
    """`row` has the COLUMNS of the schema."""
    body = json.dumps(body_of(row), ensure_ascii=False, separators=(",", ":"))
    return Message(row["uid"], (_action("index", row["uid"], row["version"]), body))


def deletion(uid: str, version: int) -> Message:
    """A document without a word takes its place: nothing finds it, and unlike a deletion Elasticsearch remembers its version."""
    return Message(uid, (_action("index", uid, version), "{}"))


def removal(uid: str, version: int) -> Message:
    """For good: whatever comes late is taken again."""
    return Message(uid, (_action("delete", uid, version),))


def _action(name: str, uid: str, version: int) -> str:
    return json.dumps({name: {"_id": uid, "version": version, "version_type": "external_gte"}})


def tell(index: str, messages: Iterable[Message]) -> Iterator[tuple[Message, Verdict]]:
    """Send in requests of at most MOST documents and MOST_BYTES. Raises EngineAway, EngineRefuses."""
    for part in _requests(messages):
        lines = [line for message in part for line in message.lines]
        with asking():
            items = client().bulk(index=index, operations=lines, filter_path=ANSWERED)["items"]
            told = list(zip(part, [_verdict(*item.popitem()) for item in items], strict=True))
        yield from told


ANSWERED = ["items.*.status", "items.*.error.type", "items.*.error.reason"]


def _requests(messages: Iterable[Message]) -> Iterator[Sequence[Message]]:
    part: list[Message] = []
    size = 0
    for message in messages:
        if part and (len(part) >= MOST or size + message.size > MOST_BYTES):
            yield part
            part, size = [], 0
        part.append(message)
        size += message.size
    if part:
        yield part


def _verdict(operation: str, item: dict[str, Any]) -> Verdict:
    """409: a newer version is there. 404 to a deletion: it never was there."""
    status, error = item["status"], item.get("error", {})
    why = f"{status} {error.get('type', '')}: {error.get('reason', '')}"
    if 200 <= status < 300 or status == 409 or (operation == "delete" and status == 404 and not error):
        return Verdict(True, False)
    return Verdict(False, status in (400, 413) and error.get("type") != BLOCKED, why)
