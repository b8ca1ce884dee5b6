"""Words of documents: read by a task in a process of its own, never in a request; whatever a file does, a sentence comes out."""

import os

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from media_pipeline.assets.models import PressDocument
from media_pipeline.documents.models import DocumentText
from media_pipeline.documents.services import reading
from media_pipeline.documents.states import TextState
from newsroom.search.models import StaffDocument
from newsroom.search.queries import matching_ids
from tests.media_pipeline.documents import files


@pytest.mark.parametrize(
    ("make", "kind", "said"),
    [
        (files.pdf, "pdf", "Ke hoach phong chong han"),
        (files.docx, "docx", files.WORDS),
        (files.docx, "docx", "12,5 tỉ đồng"),
        (files.odt, "odt", files.WORDS),
        (lambda path: path.write_text(files.WORDS) and path, "txt", files.WORDS),
        (lambda path: path.write_bytes(files.WORDS.encode("utf-16")) and path, "csv", files.WORDS),
    ],
)
def test_the_words_of_each_kind_of_document(tmp_path, make, kind, said):
    answer = reading.read_file(kind, make(tmp_path / "file"))
    assert answer.code == "" and said in answer.text


@pytest.mark.parametrize(
    ("make", "kind", "code"),
    [
        (lambda path: files.pdf(path, password="bí mật"), "pdf", "encrypted"),
        (lambda path: files.pdf(path, blank=True), "pdf", "scanned"),
        (files.bomb, "docx", "bomb"),
        (files.lie, "docx", "broken"),
        (lambda path: path.write_bytes(b"%PDF-1.7\n" + os.urandom(5000)) and path, "pdf", "broken"),
        (lambda path: path.write_bytes(b"PK\x03\x04" + os.urandom(500)) and path, "odt", "broken"),
        (lambda path: path.write_bytes(b"") or path, "docx", "broken"),
        (files.pipe, "txt", "slow"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_in_a_sentence(tmp_path, make, kind, code):
    seconds = 1 if code == "slow" else 30
    answer = reading.read_file(kind, make(tmp_path / "file"), seconds=seconds)
    assert answer.code == code
    sentence = DocumentText(code=code).sentence
    assert sentence.endswith(".") and "%(" not in sentence


def test_half_characters_and_nul_become_something_a_database_takes(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"\xff\xfe" + "mưa\x00".encode("utf-16-le") + b"\x00\xd8" + "nắng".encode("utf-16-le"))
    text = reading.read_file("txt", path).text
    assert "mưa" in text and "\x00" not in text and text.encode()


def document(name: str, content: bytes, **facts) -> PressDocument:
    return PressDocument.objects.create(title="Công văn 12", file=ContentFile(content, name), **facts)


@pytest.mark.django_db
def test_a_document_is_found_by_its_words_after_its_task(tmp_path, django_capture_on_commit_callbacks):
    content = files.docx(tmp_path / "a.docx").read_bytes()
    with django_capture_on_commit_callbacks(execute=False) as bells:
        sent = document("a.docx", content)
    assert sent.text.state == TextState.WAITING and not matching_ids(["document"], "phong chong han")
    for bell in bells:
        bell()
    assert matching_ids(["document"], "phong chong han") == [sent.pk]
    row = DocumentText.objects.get()
    assert (row.state, row.tries, row.code) == (TextState.READ, 1, "")

    with django_capture_on_commit_callbacks(execute=True):
        sent.file = ContentFile(files.docx(tmp_path / "b.docx", "Lịch tiếp dân").read_bytes(), "b.docx")
        sent.save()
    assert matching_ids(["document"], "lich tiep dan") == [sent.pk] and not matching_ids(["document"], "chong han")
    with django_capture_on_commit_callbacks(execute=True) as bells:
        sent.title = "Công văn 13"
        sent.save()
    assert DocumentText.objects.get().tries == 1, "the same file is not read twice"


@pytest.mark.django_db
def test_five_hundred_megabytes_are_not_even_opened(django_capture_on_commit_callbacks):
    sent = document("lớn.pdf", b"%PDF-1.7")
    os.truncate(sent.file.path, 500 * 2**20)
    reading.work(text_id=sent.text.pk, now=timezone.now())
    row = DocumentText.objects.get()
    assert (row.state, row.code) == (TextState.REFUSED, "heavy") and "100 MB" in row.sentence
    assert StaffDocument.objects.get(kind="document").title == "Công văn 12", "by its name it is found all the same"


@pytest.mark.django_db
def test_the_sweeper_finds_what_no_bell_rang_for_and_gives_up_on_what_ends_workers(tmp_path):
    sent = document("a.docx", files.docx(tmp_path / "a.docx").read_bytes())
    document("b.zip", b"PK")
    DocumentText.objects.all().delete()
    later = timezone.now() + reading.LEASE
    reading.sweep(now=timezone.now())
    assert DocumentText.objects.get().document == sent, "a kind without words is left alone"
    DocumentText.objects.update(tries=reading.TRIES)
    assert reading.sweep(now=later) == 0
    assert DocumentText.objects.get().code == "memory"


@pytest.mark.django_db
def test_one_of_two_workers_reads_it(tmp_path):
    sent = document("a.docx", files.docx(tmp_path / "a.docx").read_bytes())
    now = timezone.now()
    reading.work(text_id=sent.text.pk, now=now)
    reading.work(text_id=sent.text.pk, now=now)
    assert DocumentText.objects.get().tries == 1
