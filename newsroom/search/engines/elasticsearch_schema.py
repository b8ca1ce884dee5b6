"""What an index holds, and its name. The words come analysed, so Elasticsearch splits on blanks and knows no language."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from newsroom.search.models import PublicDocument, SearchDocument

_WORDS = {"type": "text", "analyzer": "whitespace"}
_NO_PLACES = {**_WORDS, "index_options": "freqs"}
_KEYWORD = {"type": "keyword"}
_NUMBER = {"type": "long"}

MAPPINGS: dict[str, Any] = {
    "dynamic": "strict",
    "_source": {"enabled": False},  # rows are the truth and are read again before they are shown
    "properties": {
        "row": _NUMBER,
        "kind": _KEYWORD,
        "object_id": _NUMBER,
        "folded": _WORDS,  # title and body: a word is then looked up once; no phrase runs from one into the other
        "title_folded": _NO_PLACES,
        "exact": _NO_PLACES,
        "title_exact": _NO_PLACES,
        "pairs": _NO_PLACES,
        "title_pairs": _NO_PLACES,
        "labels": {**_KEYWORD, "doc_values": False},
        "section_ids": _NUMBER,
        "author_ids": _NUMBER,
        "desk_id": _NUMBER,
        "language": _KEYWORD,
        "form": _KEYWORD,
        "published_at": {"type": "date", "format": "epoch_millis"},
        "boost": {"type": "float"},
    },
}
SETTINGS: dict[str, Any] = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    "refresh_interval": "1s",  # said aloud, so that an index nobody searched for a while is as fresh as the others
}
SCHEMA = hashlib.blake2b(json.dumps([MAPPINGS, SETTINGS], sort_keys=True).encode(), digest_size=4).hexdigest()

COLUMNS = (
    "pk", "uid", "version", "kind", "object_id", "title_folded", "body_folded", "title_exact", "body_exact", "title_pairs",
    "body_pairs", "labels", "section_ids", "author_ids", "desk_id", "language", "form", "published_at", "boost",
)  # fmt: skip


def audience_of(model: type[SearchDocument]) -> str:
    """`public` or `staff`: which readers an index is for."""
    return "public" if model is PublicDocument else "staff"


def alias_of(audience: str) -> str:
    """The name that is searched; it points at one index at a time."""
    return f"{settings.ELASTICSEARCH_PREFIX}_{audience}"


def new_name(audience: str, now: datetime) -> str:
    return f"{alias_of(audience)}_{SCHEMA}_{now.astimezone(UTC):%Y%m%d%H%M%S%f}"


def body_of(row: dict[str, Any]) -> dict[str, Any]:
    """The document of one row; `row` has COLUMNS."""
    moment = row["published_at"]
    return {
        "row": row["pk"],
        "kind": row["kind"],
        "object_id": row["object_id"],
        "folded": [row["title_folded"], row["body_folded"]],
        "title_folded": row["title_folded"],
        "exact": [row["title_exact"], row["body_exact"]],
        "title_exact": row["title_exact"],
        "pairs": [row["title_pairs"], row["body_pairs"]],
        "title_pairs": row["title_pairs"],
        "labels": row["labels"].split(),
        "section_ids": [int(member) for member in row["section_ids"].split()],
        "author_ids": [int(member) for member in row["author_ids"].split()],
        "desk_id": row["desk_id"],
        "language": row["language"],
        "form": row["form"],
        "published_at": int(moment.timestamp() * 1000) if moment else None,
        "boost": row["boost"],
    }
