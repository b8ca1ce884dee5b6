"""Two versions word by word, on plain Story objects, and the page that shows them."""

import time

import pytest
from django.urls import reverse

from newsroom.editorial.comparison import Change, Run, compare, words
from newsroom.stories.models import Story
from tests.factories import PictureFactory
from tests.factories.media import AssetFactory
from tests.newsroom.editorial.editing import (
    build_desks,
    do,
    edit_url,
    paragraph,
    posted,
    send,
    written,
)

pytestmark = pytest.mark.django_db


def story(*blocks, **fields) -> Story:
    return Story(body=[*blocks], **{"title": "Tít", **fields})


def text(*paragraphs):
    return "paragraph", {"text": "".join(f"<p>{words}</p>" for words in paragraphs), "language": ""}


def marked(pieces) -> str:
    signs = {"ins": "+{}+", "del": "-{}-", "same": "{}"}
    return "".join(signs[piece.kind].format(piece.text) for piece in pieces)


class TestWords:
    def test_numbers_and_marked_letters_are_single_words(self):
        assert (
            marked(words("có gần 35.000 ha ở Ƀuôn ê̆a", "có gần 36.000 ha ở Ƀuôn ê̆a"))
            == "có gần -35.000 -+36.000 +ha ở Ƀuôn ê̆a"
        )

    def test_words_are_compared_not_letters(self):
        assert marked(words("ông Y Bhiu nói.", "ông Y Bhiu Niê, buôn Bling, cho biết.")) == (
            "ông Y Bhiu -nói-+Niê, buôn Bling, cho biết+."
        )


class TestBody:
    def test_unchanged_paragraphs_are_one_run(self):
        before, after = story(text("Một.", "Hai.", "Ba bốn năm.")), story(text("Một.", "Hai.", "Ba bốn sáu."))
        run, change = compare(before, after).body
        assert (type(run), len(run.units)) == (Run, 2)
        assert change.label == "Nội dung, đoạn 3"

    def test_an_inserted_paragraph_does_not_hide_what_changed_after_it(self):
        before = story(text("Sáng nay xã Ea Kpam thu cà phê.", "Giá công hái tăng gấp rưỡi."))
        after = story(
            text("Thêm hẳn đoạn mới tinh tươm.", "Sáng nay xã Ea Kpam thu hoạch cà phê.", "Giá công hái tăng gấp rưỡi.")
        )
        comparison = compare(before, after)
        assert [marked(c.pieces) for c in comparison.body if isinstance(c, Change)] == [
            "+Thêm hẳn đoạn mới tinh tươm.+", "Sáng nay xã Ea Kpam thu +hoạch +cà phê.",
        ]  # fmt: skip
        assert (comparison.added, comparison.removed, comparison.places) == (7, 0, 2)

    def test_a_link_that_leads_elsewhere_is_shown(self):
        before = story(text('Xem <a href="https://daklak.example/">ở đây</a>.'))
        after = story(text('Xem <a href="https://gia.example/">ở đây</a>.'))
        (change,) = compare(before, after).body
        assert "gia" in marked(change.pieces)

    def test_bold_alone_is_a_note(self):
        (change,) = compare(story(text("Một hai")), story(text("<b>Một</b> hai"))).body
        assert change.note == "Đổi kiểu chữ"

    def test_another_film_of_the_same_name_is_a_change(self):
        first, second = AssetFactory(title="VID 0001"), AssetFactory(title="VID 0001")
        films = [("video", {"media": film, "caption": "", "credit": ""}) for film in (first, second)]
        found = compare(story(films[0], lead_media=first), story(films[1], lead_media=second))
        assert [change.label for change in found.changes] == ["Video 1", "Video, âm thanh chính"]
        assert str(second.pk) in marked(found.changes[0].pieces)

    def test_every_kind_of_block_is_compared(self):
        table = lambda cell: ("table", {"caption": "Giá", "table": {"data": [["Xã", "Giá"], ["Ea Kpam", cell]]}})  # noqa: E731
        before = story(
            ("heading", "Mùa vàng"), ("quote", {"text": "Vui lắm", "name": "Y Bhiu", "role": ""}), table("100")
        )
        after = story(
            ("heading", "Mùa lo"), ("quote", {"text": "Vui lắm", "name": "Y Bhiu Niê", "role": ""}), table("120")
        )
        assert [part.label for part in compare(before, after).changes] == ["Tít phụ 1", "Trích dẫn 1", "Bảng, dòng 2"]


class TestPhotos:
    def test_gone_new_and_changed(self):
        one, other, third = PictureFactory.create_batch(3)

        def block(picture, caption):
            return "picture", {"image": picture, "caption": caption, "credit": "", "alt": "", "crop": ""}

        comparison = compare(
            story(block(one, "Rẫy"), block(other, "Chợ")), story(block(other, "Chợ sớm"), block(third, "Hồ"))
        )
        assert [(change.kind, change.photo.picture) for change in comparison.photos] == [
            ("gone", one), ("changed", other), ("new", third),
        ]  # fmt: skip
        ((label, pieces),) = comparison.photos[1].details
        assert (label, marked(pieces)) == ("chú thích", "Chợ+ sớm+") or marked(pieces).endswith("sớm+")


class TestSpeedAndHostility:
    def test_nine_hundred_words_rewritten_are_compared_at_once(self):
        before = story(*[text(" ".join(f"chữ{n * 30 + i}" for i in range(30))) for n in range(30)])
        after = story(*[text(" ".join(f"chữ{n * 30 + i + (i % 3 == 0)}" for i in range(30))) for n in range(30)])
        started = time.perf_counter()
        compare(before, after)
        assert time.perf_counter() - started < 1

    def test_hostile_words_stay_words_on_the_page(self, client):
        desks = build_desks()
        kept = written(client, desks, title="Bài")
        do(client, desks.writer, kept, "submit")
        do(client, desks.chief, kept, "claim")
        hostile = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
        send(
            client,
            edit_url(kept),
            posted(title=hostile, sapo=hostile, note=hostile, body=paragraph("&lt;script&gt;alert(3)&lt;/script&gt;")),
        )
        page = client.get(reverse("story_diff", args=[kept.pk])).content.decode()
        assert "<script>alert" not in page
        assert "onerror=alert(2)>" not in page.replace("onerror=alert(2)&gt;", "")
        assert "&lt;script&gt;" in page


class TestPage:
    @pytest.fixture
    def desks(self):
        return build_desks()

    @pytest.fixture
    def held(self, client, desks):
        kept = written(client, desks)
        do(client, desks.writer, kept, "submit")
        do(client, desks.chief, kept, "claim")
        return kept

    def test_says_when_nothing_changed(self, client, desks, held):
        page = client.get(reverse("story_diff", args=[held.pk])).content.decode()
        assert "Không có gì thay đổi từ lúc nộp." in page

    def test_counts_places_and_words_and_names_who_changed_them(self, client, desks, held):
        changed = posted(
            title="Cư M'gar được mùa cà phê", sapo="Vụ này chín sớm hơn.", section=desks.section.pk,
            body=paragraph("Sáng sớm, sương còn phủ kín rẫy.", "Tiếng gọi nhau vang từ lúc sáu giờ."),
            credits=[(desks.writer.contributor.pk, "author", "")],
        )  # fmt: skip
        send(client, edit_url(held), changed)
        page = client.get(reverse("story_diff", args=[held.pk])).content.decode()
        assert "Đã nộp so với hiện tại" in page
        assert "2 chỗ khác" in page
        assert "thêm 2 chữ" in page
        assert "bớt 1 chữ" in page
        assert page.count("Trần Minh Phúc sửa") == 2
        assert "Hiện 1 đoạn không đổi" in page
        assert "Đã sửa 2 chỗ so với lúc nộp" in client.get(edit_url(held)).content.decode()

    def test_any_two_versions_are_compared_and_wagtails_address_leads_there(self, client, desks, held):
        first = held.revisions.order_by("created_at").first()
        send(client, edit_url(held), posted(title="Tít mới"))
        url = reverse("wagtailadmin_pages:revisions_compare", args=[held.pk, first.pk, "latest"])
        page = client.get(url, follow=True)
        assert page.redirect_chain[0][0].endswith(
            f"?truoc={first.pk}&sau={Story.objects.get(pk=held.pk).latest_revision_id}"
        )
        assert "3" in page.content.decode()

    def test_a_revision_of_another_story_is_not_found(self, client, desks, held):
        client.force_login(desks.chief)
        other = written(client, desks, user=desks.colleague)
        client.force_login(desks.chief)
        for given in (other.latest_revision_id, "abc", "²", 0):
            assert client.get(reverse("story_diff", args=[held.pk]), {"truoc": given}).status_code == 404
