"""Lưu chiểu: the page as readers saw it, kept after the transaction and checked."""

import pytest
from django.utils import timezone

from newsroom.stories.models import Snapshot, SnapshotCheck, Withdrawal
from newsroom.stories.services import pages
from newsroom.stories.services.snapshot_checks import ask_for_check, check_chain, check_one, run_check
from newsroom.stories.states import PageState, SnapshotKind
from tests.factories import PictureFactory, StoryFactory, UserFactory, publish


@pytest.fixture
def at_once(django_capture_on_commit_callbacks):
    """Bells rung in the test's transaction are heard at its end, as after a commit."""

    def do(act, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return act(*args, **kwargs)

    return do


def words_of(file) -> str:
    with file.file.open("rb") as stored:
        return stored.read().decode()


@pytest.mark.django_db
def test_the_page_is_kept_with_its_style_after_commit(at_once):
    at_once(StoryFactory, title="Hồ Lắk mùa nước", published=True)
    snapshot = Snapshot.objects.get()
    assert snapshot.page_state == PageState.ATTACHED
    files = {file.name: file for file in snapshot.files.all()}
    assert "Hồ Lắk mùa nước" in words_of(files[pages.PAGE])
    assert any(name.startswith("static/") and name.endswith(".css") for name in files)
    assert check_one(snapshot=snapshot) == []


@pytest.mark.django_db
def test_the_page_is_attached_once_however_often_the_bell_rings(at_once):
    at_once(StoryFactory, published=True)
    snapshot = Snapshot.objects.get()
    kept = sorted(snapshot.files.values_list("pk", flat=True))
    Snapshot.objects.update(page_state=PageState.WAITING)
    pages.attach_page(snapshot_id=snapshot.pk)
    pages.attach_page(snapshot_id=snapshot.pk)
    assert sorted(snapshot.files.values_list("pk", flat=True)) == kept


@pytest.mark.django_db
def test_a_version_that_was_replaced_first_gets_no_later_page():
    story = StoryFactory(published=True)
    first = Snapshot.objects.get()
    story.save_revision()
    publish(story)
    pages.attach_page(snapshot_id=first.pk)
    first.refresh_from_db()
    assert (first.page_state, first.files.count()) == (PageState.REPLACED, 0)


@pytest.mark.django_db
def test_a_takedown_keeps_the_notice_readers_get(at_once):
    story = at_once(StoryFactory, title="Tin sai sự thật", published=True)
    Withdrawal.objects.create(story=story, reason="Sai sự thật", by=UserFactory(), at=timezone.now())
    at_once(story.unpublish)
    snapshot = Snapshot.objects.get(kind=SnapshotKind.WITHDRAWN)
    page = words_of(snapshot.files.get(name=pages.PAGE))
    assert "410" in page and "Tin sai sự thật" not in page


@pytest.mark.django_db
def test_a_page_that_fails_is_tried_again_ever_later_and_then_told(monkeypatch):
    StoryFactory(published=True)
    snapshot = Snapshot.objects.get()

    def no_storage(*args):
        raise ConnectionError("kho lưu không trả lời")

    monkeypatch.setattr(pages, "_keep", no_storage)
    pages.attach_page(snapshot_id=snapshot.pk)
    snapshot.refresh_from_db()
    assert (snapshot.page_state, snapshot.page_tries) == (PageState.WAITING, 1)
    assert "kho lưu không trả lời" in snapshot.page_error
    pages.attach_waiting(now=snapshot.at + pages.FIRST_WAIT * 3)
    snapshot.refresh_from_db()
    assert snapshot.page_tries == 1
    for tries in range(1, pages.TRIES):
        pages.attach_waiting(now=snapshot.at + pages.FIRST_WAIT * pages.SLOWER**tries)
    snapshot.refresh_from_db()
    assert (snapshot.page_state, snapshot.page_tries) == (PageState.FAILED, pages.TRIES)


@pytest.mark.django_db
def test_the_sweeper_attaches_what_no_bell_rang_for():
    StoryFactory(published=True)
    snapshot = Snapshot.objects.get()
    assert snapshot.page_state == PageState.WAITING
    pages.attach_waiting(now=snapshot.at + pages.FIRST_WAIT * 2)
    snapshot.refresh_from_db()
    assert snapshot.page_state == PageState.ATTACHED


@pytest.mark.django_db
def test_the_page_waits_for_its_pictures_but_not_for_ever(at_once):
    body = [("picture", {"image": PictureFactory(), "caption": "", "credit": "", "alt": "", "crop": ""})]
    StoryFactory(body=body, published=True)
    snapshot = Snapshot.objects.get()
    states = []
    for _try in range(pages.PICTURES_AWAITED):
        pages.attach_page(snapshot_id=snapshot.pk)
        snapshot.refresh_from_db()
        states.append(snapshot.page_state)
    assert states == [*[PageState.WAITING] * (pages.PICTURES_AWAITED - 1), PageState.ATTACHED]


@pytest.mark.django_db
@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_a_damaged_file_is_named(at_once, damage):
    at_once(StoryFactory, published=True)
    snapshot = Snapshot.objects.get()
    stored = snapshot.files.get(name=pages.PAGE).file
    if damage == "changed":
        with open(stored.path, "r+b") as file:
            file.write(b"<!dacTyp")
    else:
        stored.storage.delete(stored.name)
    (problem,) = check_chain(organization=snapshot.organization).problems
    assert "số 1" in problem and "trang.html" in problem


@pytest.mark.django_db
def test_a_check_of_the_whole_chain_is_a_row_and_one_walk_at_a_time(at_once):
    at_once(StoryFactory, published=True)
    organization, person, now = Snapshot.objects.get().organization, UserFactory(), timezone.now()
    waiting = ask_for_check(organization=organization, by=person, now=now)
    assert ask_for_check(organization=organization, by=person, now=now) == waiting
    run_check(check_id=waiting.pk)
    done = SnapshotCheck.objects.get()
    assert (done.snapshots, done.problems) == (1, []) and done.files > 1 and done.finished_at
