"""Writing what can be found. Every function runs in the caller's transaction, so a row and its cause stand or fall together."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from newsroom.language import clean_line, clean_text
from newsroom.search import outbox, registry
from newsroom.search.analysis import analyse
from newsroom.search.documents import Document
from newsroom.search.engines import engine_of, is_outside
from newsroom.search.engines.elasticsearch_schema import audience_of
from newsroom.search.filters import labels_of
from newsroom.search.models import TABLES, PublicDocument, SearchDocument, StaffDocument, WrittenKind
from newsroom.search.registry import Kind

ANALYSIS = "1"  # Raise it when the analysis changes: every row is then written again by itself.
CHUNK = 200
_KEY = ("uid",)
_UPDATED = [field.name for field in SearchDocument._meta.fields if field.name not in _KEY]


def refresh(kind: str, obj: Any, *, now: datetime | None = None) -> None:
    """Bring both rows of one object up to date, or take them away where its kind answers None. Raises UnknownKind."""
    refresh_many(kind, [obj], now=now)


def refresh_staff(kind: str, obj: Any, *, now: datetime | None = None) -> None:
    """Only what the newsroom finds: `obj` may carry a draft, and readers' rows stay what was published. Raises UnknownKind."""
    store(StaffDocument, kind, {obj.pk: registry.get(kind).to_staff(obj)}, now=now)


def refresh_many(kind: str, objects: Iterable[Any], *, now: datetime | None = None) -> None:
    """As `refresh`, in a constant number of queries. Raises UnknownKind."""
    found = list(objects)
    entry = registry.get(kind)
    if not found:
        return
    store(PublicDocument, kind, {obj.pk: entry.to_public(obj) for obj in found}, now=now)
    store(StaffDocument, kind, {obj.pk: entry.to_staff(obj) for obj in found}, now=now)


def remove(kind: str, object_ids: Collection[int]) -> None:
    """Forget objects, whatever their kind says of them."""
    gone: dict[int, Document | None] = dict.fromkeys(object_ids)
    store(PublicDocument, kind, gone)
    store(StaffDocument, kind, gone)


def rebuild(kind: str, *, chunk: int = CHUNK) -> int:
    """Write every object of a kind again, in chunks by key, each a transaction; rows without an object go. How many there are."""
    objects, last, written = registry.get(kind).queryset().order_by("pk"), 0, 0
    while found := list(objects.filter(pk__gt=last)[:chunk]):
        with transaction.atomic():
            refresh_many(kind, found)
            _forget_between(kind, last, found[-1].pk, keep=[obj.pk for obj in found])
        last, written = found[-1].pk, written + len(found)
    with transaction.atomic():
        _forget_between(kind, last, None, keep=[])
        note_written(registry.get(kind))
    return written


def way_of(kind: Kind) -> str:
    """How this software writes a kind's rows."""
    return f"{ANALYSIS}.{kind.version}"


def note_written(kind: Kind) -> None:
    WrittenKind.objects.update_or_create(kind=kind.name, defaults={"way": way_of(kind)})


@transaction.atomic(savepoint=False)
def store(
    model: type[SearchDocument], kind: str, documents: dict[int, Document | None], *, now: datetime | None = None
) -> None:
    """Upsert the documents of one table by object id and delete those that are None. An unchanged document is not written."""
    engine = engine_of(model)
    uids = {uid_of(kind, object_id): object_id for object_id in documents}
    # Locked, so that of two writers the later one has the higher version; in one order, so that neither waits for good.
    before = model._default_manager.select_for_update().filter(uid__in=uids).order_by("uid")
    stored = {uid: (digest, version) for uid, digest, version in before.values_list("uid", "digest", "version")}
    unknown = uids.keys() - stored.keys()
    deleted = outbox.last_versions(audience_of(model), unknown) if unknown and is_outside() else {}
    clock = clock_of(now or timezone.now())
    rows: list[SearchDocument] = []
    gone: dict[str, int] = {}
    for uid, object_id in uids.items():
        digest, version = stored.get(uid, ("", 0))
        document = documents[object_id]
        newer = max(clock, version + 1, deleted.get(uid, 0) + 1)
        if document is None:
            gone |= {uid: newer} if version else {}
        elif (wanted := digest_of(document)) != digest:
            rows.append(row_of(model, kind, object_id, document, digest=wanted, version=newer))
    if gone:
        model._default_manager.filter(uid__in=list(gone)).delete()
        engine.delete(gone)
    if rows:
        model._default_manager.bulk_create(rows, update_conflicts=True, unique_fields=_KEY, update_fields=_UPDATED)
        engine.index(rows)


def clock_of(now: datetime) -> int:
    """A version: microseconds, so that what is written later has the higher one."""
    return int(now.timestamp() * 1_000_000)


def uid_of(kind: str, object_id: int) -> str:
    return f"{kind}:{object_id}"


def digest_of(document: Document) -> str:
    # As text: a choice that has just been saved and the same one read again say the same.
    said = "\0".join([ANALYSIS, *(str(getattr(document, name)) for name in Document.__slots__)])
    return hashlib.blake2b(said.encode(errors="replace"), digest_size=16).hexdigest()


def row_of(
    model: type[SearchDocument], kind: str, object_id: int, document: Document, *, digest: str, version: int
) -> SearchDocument:
    title, deck, body = clean_line(document.title), clean_text(document.deck), clean_text(document.body)
    tags, people = (" · ".join(map(clean_line, names)) for names in (document.tags, document.people))
    in_title, in_body = analyse(title), analyse(deck, body, tags, people)
    return model(
        uid=uid_of(kind, object_id),
        kind=kind,
        object_id=object_id,
        title=title,
        deck=deck,
        body=body,
        tags=tags,
        people=people,
        url=document.url,
        language=document.language,
        form=document.form,
        section_ids=_members(document.section_ids),
        author_ids=_members(document.author_ids),
        organization_id=document.organization_id,
        desk_id=document.desk_id,
        published_at=document.published_at,
        updated_at=document.updated_at,
        boost=document.boost,
        labels=labels_of(kind, document),
        version=version,
        digest=digest,
        title_exact=in_title.exact,
        title_folded=in_title.folded,
        body_exact=in_body.exact,
        body_folded=in_body.folded,
        title_pairs=in_title.pairs,
        body_pairs=in_body.pairs,
    )


def _members(values: Sequence[Any]) -> str:
    return " ".join(map(str, values))


def _forget_between(kind: str, after: int, upto: int | None, *, keep: Collection[int]) -> None:
    for model in TABLES.values():
        rows = model._default_manager.filter(kind=kind, object_id__gt=after)
        if upto is not None:
            rows = rows.filter(object_id__lte=upto)
        versions = dict(rows.exclude(object_id__in=keep).values_list("uid", "version"))
        clock = clock_of(timezone.now())
        rows.filter(uid__in=list(versions)).delete()
        engine_of(model).delete({uid: max(clock, version + 1) for uid, version in versions.items()})
