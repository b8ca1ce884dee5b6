"""A newsroom of many years, written into SQLite in one go: rows of one real published story, copied and spread.

    seed(template, first=0, last=1_000)     the newest thousand, sixty of them still in the chain
    seed(template, first=1_000, last=100_000)   older ones below them

Every table that the product writes for a published story is copied, so indexes are as full as in life.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from wagtail.models import Page

from newsroom.editorial.models import GateTask
from newsroom.stories.models import Story

IN_CHAIN = 60
NEW = 1_000_000
EVERY = timedelta(minutes=6)
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Newsroom:
    """Where copies go: each list is walked round."""

    template: Story
    desks: list
    sections: list
    owners: list
    contributors: list
    tags: list


def seed(newsroom: Newsroom, *, first: int, last: int) -> None:
    with connection.cursor() as cursor:
        for pragma in ("foreign_keys=OFF", "synchronous=OFF", "cache_size=-800000"):
            cursor.execute(f"PRAGMA {pragma}")
        with transaction.atomic():
            cursor.execute("DROP TABLE IF EXISTS temp.copy")
            cursor.execute(
                "CREATE TEMP TABLE copy (i, pk, revision, path, url_path, slug, id7, title, desk, section, page,"
                " owner, contributor, tag, at, state, gate, is_out)"
            )
            marks = ", ".join(["%s"] * 18)
            cursor.executemany(f"INSERT INTO copy VALUES ({marks})", rows(newsroom, first, last))
            for table, key, value, columns in tables(newsroom.template):
                clone(cursor, table, key, value, columns)
            for desk in newsroom.desks:
                cursor.execute(
                    "UPDATE wagtailcore_page SET numchild = %s WHERE id = %s",
                    [Page.objects.child_of(desk).count(), desk.pk],
                )
        cursor.execute("ANALYZE")


def rows(newsroom: Newsroom, first: int, last: int) -> Iterator[tuple]:
    gates = list(GateTask.objects.order_by("pk").values_list("pk", flat=True))
    now = newsroom.template.first_published_at
    for i in range(first, last):
        desk, section = (each[i % len(each)] for each in (newsroom.desks, newsroom.sections))
        owner, contributor, tag = (
            each[i % len(each)] for each in (newsroom.owners, newsroom.contributors, newsroom.tags)
        )
        slug, is_out = f"bai-luu-tru-{i}", i >= IN_CHAIN
        yield (
            i, NEW + i, NEW + i, desk.path + base36(1000 + i), f"{desk.url_path}{slug}/", slug, f"z{i:06x}",
            f"Bài lưu trữ số {i}: chuyện của buôn", desk.pk, section.pk, section.page.pk, owner.pk, contributor.pk, tag.pk,
            str((now - (i + 1) * EVERY).replace(tzinfo=None)), "published" if is_out else "waiting",
            None if is_out else gates[i % len(gates)], is_out,
        )  # fmt: skip


def base36(number: int) -> str:
    digits = ""
    for _place in range(4):
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits


def tables(story: Story) -> Iterator[tuple[str, str, object, dict[str, str]]]:
    """(table, column that names the template's rows, its value, {column: expression over `copy`})."""
    key = str(story.pk)
    out = {"WHERE": "copy.is_out"}
    yield "wagtailcore_page", "id", story.pk, {
        "id": "copy.pk", "path": "copy.path", "url_path": "copy.url_path", "slug": "copy.slug", "title": "copy.title",
        "draft_title": "copy.title", "translation_key": "printf('%%032x', copy.pk)", "owner_id": "copy.owner",
        "live": "copy.is_out", "live_revision_id": "CASE WHEN copy.is_out THEN copy.revision END",
        "latest_revision_id": "copy.revision", "first_published_at": "copy.at", "last_published_at": "copy.at",
        "latest_revision_created_at": "copy.at", "has_unpublished_changes": "NOT copy.is_out",
    }  # fmt: skip
    yield "stories_story", "page_ptr_id", story.pk, {"page_ptr_id": "copy.pk", "section_id": "copy.section"}
    yield "wagtailcore_revision", "id", story.live_revision_id, {
        "id": "copy.revision", "object_id": "CAST(copy.pk AS TEXT)", "created_at": "copy.at", "user_id": "copy.owner",
    }  # fmt: skip
    yield "stories_credit", "story_id", story.pk, {
        "id": new(), "story_id": "copy.pk", "contributor_id": "copy.contributor",
    }  # fmt: skip
    yield "stories_storytag", "content_object_id", story.pk, {
        "id": new(), "content_object_id": "copy.pk", "tag_id": "copy.tag",
    }  # fmt: skip
    yield "stories_webaddress", "story_id", story.pk, {
        **out, "id": new(), "story_id": "copy.pk", "id7": "copy.id7",
        "section_page_id": "copy.page", "published_at": "copy.at",
    }  # fmt: skip
    yield "stories_approval", "story_id", story.pk, {
        **out, "id": new(), "story_id": "copy.pk", "revision_id": "copy.revision",
        "at": "copy.at", "used_at": "copy.at",
    }  # fmt: skip
    yield "sections_placement", "story_id", story.pk, {
        **out, "id": new(), "story_id": "copy.pk", "section_id": "copy.section",
        "sorted_at": "copy.at",
    }  # fmt: skip
    yield "stories_snapshot", "story_id", story.pk, {
        **out, "id": new(), "story_id": "copy.pk", "number": "1000000 - copy.i",
        "digest": "printf('%%064x', copy.pk)", "at": "copy.at", "revision_id": "copy.revision",
    }  # fmt: skip
    yield "editorial_storystatus", "story_id", story.pk, {
        "story_id": "copy.pk", "desk_id": "copy.desk", "section_id": "copy.section", "owner_id": "copy.owner",
        "title": "copy.title", "state": "copy.state", "gate_id": "copy.gate", "since": "copy.at", "saved_at": "copy.at",
        "published_at": "CASE WHEN copy.is_out THEN copy.at END",
    }  # fmt: skip
    yield "editorial_storystatus_writers", "storystatus_id", story.pk, {
        "id": new(), "storystatus_id": "copy.pk", "user_id": "copy.owner",
    }  # fmt: skip
    yield "wagtailcore_workflowstate", "object_id", key, {
        "id": new(), "object_id": "CAST(copy.pk AS TEXT)", "created_at": "copy.at",
        "current_task_state_id": f"{NEW} + copy.i * 3 + 2",
    }  # fmt: skip
    yield "wagtailcore_taskstate", "workflow_state_id", story.workflow_states.get().pk, {
        "id": new(3), "workflow_state_id": f"{NEW} + copy.i",
        "revision_id": "copy.revision", "started_at": "copy.at", "finished_at": "copy.at",
    }  # fmt: skip
    yield "editorial_submission", "story_id", story.pk, {
        "id": new(), "story_id": "copy.pk", "revision_id": "copy.revision",
        "workflow_state_id": f"{NEW} + copy.i", "at": "copy.at",
    }  # fmt: skip
    yield "wagtailcore_pagelogentry", "page_id", story.pk, {
        "id": new(50), "page_id": "copy.pk", "timestamp": "copy.at",
    }  # fmt: skip
    yield "wagtailcore_referenceindex", "object_id", key, {
        "id": new(50), "object_id": "CAST(copy.pk AS TEXT)",
    }  # fmt: skip
    for table in ("search_publicdocument", "search_staffdocument"):
        yield table, "uid", f"story:{story.pk}", {
            **(out if "public" in table else {}), "id": new(), "uid": "'story:' || copy.pk",
            "object_id": "copy.pk", "title": "copy.title", "published_at": "copy.at", "updated_at": "copy.at",
            "digest": "printf('%%032x', copy.pk)",
        }  # fmt: skip


def new(each: int = 1) -> str:
    """Keys for up to `each` rows a copy, above all that the product gave out."""
    return f"{NEW} + copy.i * {each} + (row_number() OVER (PARTITION BY copy.i)) - 1"


def clone(cursor, table: str, key: str, value, columns: dict[str, str]) -> None:
    where = columns.pop("WHERE", "1")
    cursor.execute(f"PRAGMA table_info({table})")
    names = [row[1] for row in cursor.fetchall()]
    quoted = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(columns.get(name) or f'{table}."{name}"' for name in names)
    cursor.execute(
        f'INSERT INTO {table} ({quoted}) SELECT {values} FROM {table} JOIN copy ON {where} WHERE {table}."{key}" = %s',
        [value],
    )
