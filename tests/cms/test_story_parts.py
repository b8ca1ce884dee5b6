"""What a story's page shows of each part, and what it never does."""

import pytest
from django.contrib.auth.models import AnonymousUser

from cms.core.templatetags.embeds import player
from newsroom.stories.models import Credit, Story
from newsroom.stories.states import CreditRole
from tests.factories import ContributorFactory, PictureFactory, StoryFactory, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client, section):
    def read(**parts) -> str:
        story = StoryFactory(section=section, published=True, **parts)
        return client.get(story.url).content.decode()

    return read


def picture_block(picture, **words):
    return ("picture", {"image": picture, "caption": "", "credit": "", "alt": "", "crop": "", **words})


def test_blocks_have_their_forms(read):
    cells = {"data": [["Vòng", "Số người"], ["Trong", "13"]], "first_row_is_table_header": True}
    page = read(
        body=[
            ("paragraph", {"text": "<p>Đoạn một.</p>", "language": "rad"}),
            ("heading", "Tít phụ"),
            ("quote", {"text": "Giữ tiếng chiêng", "name": "Ama Thuột", "role": "nghệ nhân"}),
            ("facts", {"title": "Cần biết", "text": "<ul><li>Miễn phí</li></ul>"}),
            ("table", {"caption": "Người học", "table": cells}),
        ]
    )
    for words in (
        '<div lang="rad"><p>Đoạn một.</p></div>', "<h2>Tít phụ</h2>", '<blockquote class="pull">',
        '<aside class="facts" aria-label="Cần biết">', '<th scope="col">Số người</th>', "<caption>Người học</caption>",
    ):  # fmt: skip
        assert words in page, words


def test_the_lead_picture_is_shown_once_with_the_words_of_its_block(read):
    picture = PictureFactory()
    page = read(lead_picture=picture, body=[picture_block(picture, caption="Lời trong bài")])
    assert page.count("Lời trong bài") == 1 and page.count('class="fig') == 1


def test_a_hidden_lead_picture_is_not_shown(read):
    assert "<figure" not in read(lead_picture=PictureFactory(), hide_lead_picture=True)


def test_people_are_named_in_order_with_their_part_and_the_editor_is_not(client, section):
    story = StoryFactory(section=section)
    roles = (CreditRole.AUTHOR, CreditRole.PHOTOGRAPHER, CreditRole.EDITOR)
    for order, (name, role) in enumerate(zip(("Lê Hà", "Y Khoa", "Đỗ Vân"), roles, strict=True)):
        story.credits.add(Credit(contributor=ContributorFactory(name=name), role=role, sort_order=order))
    story.save_revision()
    publish(story)
    page = client.get(Story.objects.get(pk=story.pk).url).content.decode()
    assert page.index("Lê Hà") < page.index("Y Khoa") and "(ảnh)" in page and "Đỗ Vân" not in page


def test_the_use_of_ai_is_said(read):
    page = read(ai_provenance="assisted", ai_tool="Công cụ dịch", ai_note="Dịch bản đầu, người kiểm lại.")
    assert "AI hỗ trợ" in page and "Công cụ dịch" in page and "Dịch bản đầu" in page
    assert "AI hỗ trợ" not in read()


def test_the_source_is_named(read):
    assert "Nguồn: TTXVN" in read(source="TTXVN")


def test_headline_and_sapo_cannot_bring_markup_along(read):
    page = read(title='<script>alert("x")</script>', sapo="</script><img src=x onerror=alert(1)>", slug="an-toan")
    assert "<script>alert" not in page and "<img src=x" not in page and "\\u003C/script\\u003E" in page


def test_a_story_in_another_language_says_so(read):
    assert '<article class="story" lang="rad">' in read(language="rad")


def test_an_unpublished_related_story_is_not_linked(read, section):
    shown, hidden = (
        StoryFactory(section=section, published=True, title="Đã đăng"),
        StoryFactory(section=section, title="Nháp"),
    )
    page = read(body=[("related", {"stories": [shown, hidden]})])
    box = page[page.index('class="rel"') : page.index('class="after"')]
    assert "Đã đăng" in box and "Nháp" not in box


@pytest.mark.parametrize(
    ("address", "frame", "host"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", "YouTube"),
        ("https://youtu.be/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", "YouTube"),
        ("https://vimeo.com/123456", "https://player.vimeo.com/video/123456?dnt=1", "Vimeo"),
        ("https://www.facebook.com/baodaklak/videos/1", "", "Facebook"),
        ("https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ", "", "youtube.com.evil.example"),
        ("javascript:alert(1)", "", ""),
    ],
)  # fmt: skip
def test_a_player_is_known_without_asking_anybody(address, frame, host):
    assert (player(address).url, player(address).host) == (frame, host)


def test_an_embed_asks_first_and_works_as_a_link(read):
    page = read(body=[("embed", {"embed": "https://youtu.be/dQw4w9WgXcQ", "what": "Một tối ở lớp học"})])
    assert "<iframe" not in page and 'href="https://youtu.be/dQw4w9WgXcQ"' in page
    assert 'data-player="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"' in page


def test_the_editors_preview_is_the_readers_page(section, rf):
    story = StoryFactory(section=section, title="Bản nháp chưa có địa chỉ")
    request = rf.get("/", SERVER_NAME="localhost")
    request.user = AnonymousUser()
    response = story.make_preview_request(request, story.preview_modes[0][0])
    page = response.render().content.decode() if hasattr(response, "render") else response.content.decode()
    assert (
        "Bản nháp chưa có địa chỉ" in page
        and "Học lại từ tên của chính mình" in page
        and '<article class="story"' in page
        and 'content="noindex"' in page
    )
