import io
import zipfile

import pytest
from wagtail.models import Collection, Page
from wagtail.rich_text import RichText

from media_pipeline.assets.documents import check_document
from media_pipeline.assets.errors import FileRefused, TooLarge
from media_pipeline.assets.models import PressDocument
from newsroom.desks.roles import Role
from tests.factories import DeskFactory, StandardPageFactory, StoryFactory, UserFactory
from tests.factories.stories import publish
from tests.media_pipeline.assets.files import sent

PDF = b"%PDF-1.7\n%\xe2\xe3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


def package(*parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in parts:
            archive.writestr(part, "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("kế hoạch.pdf", PDF),
        ("bảng.docx", package("[Content_Types].xml", "word/document.xml")),
        ("bảng.xlsx", package("[Content_Types].xml", "xl/workbook.xml")),
        ("trình chiếu.pptx", package("[Content_Types].xml", "ppt/presentation.xml")),
        ("văn bản.odt", package("mimetype", "content.xml")),
        ("ảnh.zip", package("a.jpg")),
        ("chữ.txt", "Đắk Lắk, ê̆".encode()),
        ("chữ.csv", "Đắk Lắk".encode("utf-16")),
        ("chữ.CSV", b"a;b"),
    ],
)
def test_a_document_that_is_what_its_name_says_comes_in(name, content):
    file = sent(content, name)
    check_document(file)
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("kế hoạch.pdf", b"<html><script>alert(1)</script>"),
        ("kế hoạch.docx", PDF),
        ("kế hoạch.docx", package("xl/workbook.xml")),
        ("kế hoạch.docx", package("word/document.xml", "word/vbaProject.bin")),
        ("kế hoạch.zip", b"PK\x03\x04 torn"),
        ("chữ.txt", b"MZ\x90\x00\x03\x00"),
        ("trống.pdf", b""),
    ],
)
def test_a_document_that_is_something_else_is_refused(name, content):
    with pytest.raises(FileRefused):
        check_document(sent(content, name))


def test_a_document_heavier_than_the_limit_is_refused(settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 10
    with pytest.raises(TooLarge):
        check_document(sent(PDF, "a.pdf"))


@pytest.fixture
def editor(client, db):
    client.force_login(UserFactory(is_superuser=True))
    return client


@pytest.fixture
def pages_are_read(django_capture_on_commit_callbacks):
    """Which page uses what is noted after the commit."""
    return django_capture_on_commit_callbacks(execute=True)


def upload(editor, content, name, title=""):
    collection = Collection.get_first_root_node()
    return editor.post(
        "/quan-tri/documents/add/", {"title": title, "collection": collection.pk, "file": sent(content, name)}
    )


def test_readers_get_a_document_through_its_view_under_the_name_it_came_with(editor, client, settings, pages_are_read):
    upload(editor, PDF, "Kế hoạch 123-KH_TU Buôn ê̆.pdf")
    document = PressDocument.objects.get()
    assert document.title == "Kế hoạch 123-KH TU Buôn ê̆"
    assert document.filename == "Kế hoạch 123-KH_TU Buôn ê̆.pdf"
    assert document.file.name.isascii() and not document.file.path.startswith(str(settings.MEDIA_ROOT))

    with pages_are_read:
        StandardPageFactory(body=f'<p><a linktype="document" id="{document.pk}">Kế hoạch</a></p>')
    client.logout()
    response = client.get(document.url)
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == PDF
    assert response["X-Content-Type-Options"] == "nosniff"
    response.close()


def test_a_document_that_lies_is_refused_with_a_sentence(editor):
    response = upload(editor, b"MZ", "a.pdf", title="Kế hoạch")
    assert "không phải .pdf" in response.content.decode()
    assert not PressDocument.objects.exists()


def linking(document):
    text = f'<p>Xem <a linktype="document" id="{document.pk}">kế hoạch</a>.</p>'
    return [("paragraph", {"text": RichText(text), "language": ""})]


def given(client, document) -> bool:
    response = client.get(document.url)
    response.getvalue()
    return response.status_code == 200


def test_a_document_is_given_to_readers_while_a_live_page_uses_it(editor, client, pages_are_read):
    upload(editor, PDF, "Kế hoạch.pdf")
    document = PressDocument.objects.get()
    client.logout()
    assert not given(client, document)  # nothing uses it yet
    with pages_are_read:
        story = StoryFactory(body=linking(document))
    assert not given(client, document)  # a draft does
    publish(story)
    assert given(client, document)
    Page.objects.filter(pk=story.pk).update(live=False)
    assert not given(client, document)


def test_who_works_with_documents_sees_one_that_nothing_uses(editor, client):
    upload(editor, PDF, "Kế hoạch.pdf")
    document = PressDocument.objects.get()
    desk = DeskFactory()
    for role, sees in ((Role.REPORTER, True), (Role.CONTRIBUTOR, False)):
        client.force_login(UserFactory(roles=[(role, desk)]))
        assert given(client, document) == sees
