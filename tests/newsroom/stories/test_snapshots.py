"""Lưu chiểu: what went out is written once, in a chain that shows every change."""

import json
from importlib import import_module

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from newsroom.stories.models import Snapshot, SnapshotExport, SnapshotFile
from newsroom.stories.models.frozen import FrozenRow
from newsroom.stories.services.snapshot_checks import check_chain, check_one, link_problems
from newsroom.stories.services.snapshots import canonical, chain
from newsroom.stories.states import PageState, Significance, SnapshotKind
from tests.factories import BrandFactory, PictureFactory, SectionFactory, StoryFactory, UserFactory, publish

FREEZE = import_module("newsroom.stories.migrations.0003_frozen_snapshots")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@pytest.fixture
def frozen(db):
    """The triggers that other tests do without, because SQLite empties its tables by DELETE."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for statement in FREEZE.statements("sqlite"):
                cursor.execute(statement)


@pytest.fixture
def three(db):
    """Three links of one chain."""
    section = SectionFactory()
    for _ in range(3):
        StoryFactory(section=section, published=True)
    return Snapshot.objects.order_by("number")


def tamper(snapshot, column: str, value) -> None:
    """Past Django, as somebody with a database console would where the triggers were taken away."""
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE stories_snapshot SET "{column}" = %s WHERE id = %s', [value, snapshot.pk])


@pytest.mark.django_db
def test_each_publication_is_the_next_link_of_the_organizations_chain():
    story = StoryFactory(title="Lớp học đêm ở buôn Akŏ Dhông", published=True)
    story.title = "Lớp học đêm ở buôn Akŏ Dhông, ê̆ ô̆"
    story.save_revision()
    publish(story, significance=Significance.MAJOR)
    first, second = Snapshot.objects.order_by("number")
    assert (first.number, first.kind, second.number, second.kind) == (
        1,
        SnapshotKind.PUBLISHED,
        2,
        SnapshotKind.UPDATED,
    )
    assert second.previous_digest == first.digest == chain("", first.content)
    assert second.digest == chain(first.digest, second.content)
    assert json.loads(second.content)["title"] == "Lớp học đêm ở buôn Akŏ Dhông, ê̆ ô̆"
    assert check_chain(organization=first.organization).problems == []


@pytest.mark.django_db
def test_two_organizations_have_chains_of_their_own():
    for _ in range(2):
        StoryFactory(section=SectionFactory(brand=BrandFactory()), published=True)
    assert list(Snapshot.objects.values_list("number", "previous_digest")) == [(1, ""), (1, "")]


@pytest.mark.django_db
def test_the_copy_names_its_pictures():
    picture = PictureFactory(credit="Ảnh: H'Linh Niê")
    body = [("picture", {"image": picture, "caption": "Bến nước", "credit": "", "alt": "", "crop": ""})]
    StoryFactory(body=body, published=True)
    (said,) = json.loads(Snapshot.objects.get().content)["pictures"]
    assert (said["id"], said["credit"]) == (picture.pk, "Ảnh: H'Linh Niê")


@given(JSON)
def test_one_content_has_one_spelling(content):
    facts = {"content": content}
    spelt = canonical(facts)
    assert json.loads(spelt) == facts
    assert canonical(json.loads(spelt)) == spelt


@pytest.mark.parametrize("column", ["content", "digest", "previous_digest", "title", "url", "kind", "at"])
def test_tampering_with_any_column_names_the_number(three, column):
    second = three[1]
    value = {"content": second.content.replace("Ê", "E", 1), "at": "2020-01-01 00:00:00+00:00"}.get(column, "0" * 10)
    tamper(second, column, value)
    problems = check_chain(organization=second.organization).problems
    assert problems and "số 2" in problems[0]
    second.refresh_from_db()
    assert "số 2" in check_one(snapshot=second)[0]


@pytest.mark.django_db
def test_one_changed_byte_of_the_content_is_found():
    StoryFactory(published=True)
    snapshot = Snapshot.objects.get()
    content = snapshot.content

    @given(st.integers(min_value=0, max_value=len(content) - 1), st.characters(codec="utf-8"))
    def any_letter_anywhere(place, letter):
        snapshot.content = content[:place] + letter + content[place + 1 :]
        said = [] if letter == content[place] else ["Bản lưu chiểu số 1: nội dung không khớp mã băm."]
        assert list(link_problems(snapshot, "")) == said

    any_letter_anywhere()


def test_a_missing_number_is_named(three):
    organization = three[0].organization
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM stories_snapshotfile")
        cursor.execute("DELETE FROM stories_snapshot WHERE number = 2")
    assert check_chain(organization=organization).problems[0] == "Thiếu bản lưu chiểu số 2."


@pytest.mark.django_db
def test_django_changes_and_deletes_nothing_but_the_state_of_the_page():
    StoryFactory(published=True)
    snapshot = Snapshot.objects.get()
    for attempt in (
        snapshot.save,
        snapshot.delete,
        lambda: snapshot.save(update_fields=["title"]),
        Snapshot.objects.all().delete,
        lambda: Snapshot.objects.update(title="khác"),
        lambda: Snapshot.objects.filter(pk=snapshot.pk).update(page_state="failed", content="khác"),
    ):
        with pytest.raises(FrozenRow):
            attempt()
    Snapshot.objects.filter(pk=snapshot.pk).update(page_state=PageState.FAILED, page_error="…")


@pytest.mark.django_db
@pytest.mark.datalayer
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stories_snapshot SET content = 'khác'",
        "UPDATE stories_snapshot SET number = 99",
        "UPDATE stories_snapshot SET story_id = NULL",
        "DELETE FROM stories_snapshot",
        "UPDATE stories_snapshotfile SET digest = 'khác'",
        "DELETE FROM stories_snapshotfile",
        "UPDATE stories_snapshotexport SET count = 0",
        "DELETE FROM stories_snapshotexport",
    ],
)
def test_the_database_refuses_what_comes_past_django(frozen, statement):
    story = StoryFactory(published=True)
    snapshot = Snapshot.objects.get(story=story)
    SnapshotFile.objects.create(snapshot=snapshot, name="media/x.jpg", file="x.jpg", digest="0" * 64, size=1)
    SnapshotExport.objects.create(
        at=timezone.now(), by=UserFactory(), organization=snapshot.organization, count=1, digest="0" * 64
    )
    with pytest.raises(DatabaseError, match="luu chieu"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    Snapshot.objects.filter(pk=snapshot.pk).update(page_state=PageState.FAILED)


@pytest.mark.django_db
def test_the_command_fails_loudly_when_something_does_not_hold(capsys):
    StoryFactory(published=True)
    call_command("verify_snapshots")
    assert "Mọi bản lưu chiểu đều khớp mã băm." in capsys.readouterr().out
    tamper(Snapshot.objects.get(), "content", "{}")
    with pytest.raises(CommandError, match="1 chỗ không khớp"):
        call_command("verify_snapshots")
