"""Making, naming and looking after indexes. Every function raises EngineAway or EngineRefuses."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings

from newsroom.search.engines.elasticsearch_client import asking, client
from newsroom.search.engines.elasticsearch_schema import MAPPINGS, SETTINGS, alias_of
from newsroom.search.errors import EngineRefuses

PART = 5_000
ALIVE = {"exists": {"field": "row"}}


def forbid_invented_indexes() -> None:
    """Writing to an index that is not there is an error and never a new index whose fields somebody guessed."""
    prefix = settings.ELASTICSEARCH_PREFIX
    with asking():
        client().indices.put_index_template(
            name=prefix, index_patterns=[f"{prefix}_*"], allow_auto_create=False, priority=500
        )


def create(name: str) -> None:
    """Harmless when it is there."""
    try:
        with asking():
            client().indices.create(index=name, mappings=MAPPINGS, settings=SETTINGS)
    except EngineRefuses as error:
        if "resource_already_exists_exception" not in str(error):
            raise


def refresh(name: str) -> None:
    with asking():
        client().indices.refresh(index=name)


def point(audience: str, name: str) -> None:
    """Make `name` what is searched, in one step."""
    alias = alias_of(audience)
    remove = {"remove": {"index": f"{alias}_*", "alias": alias, "must_exist": False}}
    with asking():
        client().indices.update_aliases(actions=[remove, {"add": {"index": name, "alias": alias}}])


def delete(name: str) -> None:
    """Harmless when it is gone."""
    with asking():
        client().indices.delete(index=name, ignore_unavailable=True)


def names() -> dict[str, list[str]]:
    """Our indexes that are there, each with its aliases."""
    with asking():
        found = client().indices.get_alias(index=f"{settings.ELASTICSEARCH_PREFIX}_*", allow_no_indices=True)
        return {name: [*about["aliases"]] for name, about in found.items()}


def health() -> dict[str, Any]:
    """`status` of the cluster, `version` of its first node."""
    with asking():
        status = client().options(request_timeout=3).cluster.health(timeout="1s")["status"]
        nodes = client().options(request_timeout=3).nodes.info(filter_path="nodes.*.version")["nodes"]
        return {"status": status, "version": next(iter(nodes.values()))["version"]}


def blocks(name: str) -> list[str]:
    """The settings that forbid writing to an index: somebody's, or Elasticsearch's own when the disk is full."""
    with asking():
        found = client().indices.get_settings(index=name, name="index.blocks.*", flat_settings=True)
        return [setting for about in found.values() for setting, value in about["settings"].items() if value == "true"]


def count(name: str) -> int:
    """Documents without those that only remember a deletion."""
    with asking():
        return int(client().count(index=name, query=ALIVE)["count"])


def deleted(name: str) -> Iterator[tuple[str, int]]:
    """(uid, version) of up to PART deletions that are remembered."""
    body = {"query": {"bool": {"must_not": [ALIVE]}}, "size": PART, "version": True, "track_total_hits": False}
    with asking():
        for hit in client().search(index=name, body=body)["hits"]["hits"]:
            yield hit["_id"], hit["_version"]


def versions(name: str) -> Iterator[tuple[int, str, int]]:
    """(row, uid, version) of every document that has a row, in the order of rows."""
    after: list[int] = []
    while True:
        body = {
            "query": ALIVE,
            "size": PART,
            "sort": [{"row": "asc"}],
            "version": True,
            "track_total_hits": False,
            **({"search_after": after} if after else {}),
        }
        with asking():
            found = client().search(index=name, body=body)["hits"]["hits"]
            part = [(hit["sort"][0], hit["_id"], hit["_version"]) for hit in found]
        yield from part
        if len(part) < PART:
            return
        after = [part[-1][0]]


def forget_template() -> None:
    with asking():
        client().indices.delete_index_template(name=settings.ELASTICSEARCH_PREFIX)
