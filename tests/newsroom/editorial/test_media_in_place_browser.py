"""A reporter's phone opens a story again: the film in it could not be made, the one that leads it is being made."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from media_pipeline.assets.models import Asset, AssetState, RunState
from tests.factories import StoryFactory
from tests.factories.media import AssetFactory, StepFactory
from tests.newsroom.editorial.editing import build_desks, edit_url

pytestmark = pytest.mark.django_db(transaction=True)
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def film(transactional_db):
    """Of the writer, and it failed."""
    return StepFactory(
        failed=True, run__asset__state=AssetState.FAILED, run__asset__code="storage_unavailable",
        run__asset__uploaded_by_user=build_desks().writer,
    ).run  # fmt: skip


@pytest.fixture
def phone(film, open_page, live_server):
    """`phone(lead_media=…)`: the writer's, with the story of that film open."""

    def opened(**facts):
        writer = film.asset.uploaded_by_user
        desk = writer.groups.get().role_group.page.specific
        body = [("video", {"media": film.asset, "caption": "", "credit": ""})]
        story = StoryFactory(desk=desk, owner=writer, body=body, **facts)
        page, client = open_page(width=360, height=740), Client()
        client.force_login(writer)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": live_server.url}
        page.context.add_cookies([cookie])
        page.goto(edit_url(story))
        return page

    return opened


def test_the_state_of_each_film_stands_beside_it_and_can_be_acted_on(film, phone):
    page = phone(lead_media=StepFactory(running=True).run.asset)
    beside = page.locator("#body-root .nr-place")
    beside.get_by_text("Kho tệp không trả lời").wait_for()
    assert beside.get_by_role("button").all_inner_texts() == ["Thử lại", "Tải tệp khác", "Báo kỹ thuật viên"]
    lead = page.locator(".nr-place:not(#body-root *)")
    assert "Chuyển mã · 41 % · còn khoảng 1 phút 40 giây." in lead.text_content()
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    found = Axe().run(page, ".nr-place", options={"runOnly": RULES})
    assert not found.response["violations"], found.generate_report()

    beside.get_by_role("button", name="Thử lại").click()
    beside.get_by_text("Chờ đến lượt", exact=True).wait_for()
    film.refresh_from_db()
    assert film.state == RunState.MAKING and not beside.get_by_role("button").count()

    Asset.objects.filter(pk=film.asset_id).update(state=AssetState.READY, code="")
    beside.get_by_text("Sẵn sàng", exact=True).wait_for()


def test_another_file_takes_the_place_of_one_that_failed(film, phone):
    """The upload itself is in test_upload_browser; here it has just arrived."""
    page = phone()
    page.locator("#body-root .nr-place").get_by_role("button", name="Tải tệp khác").wait_for()
    other = AssetFactory(known=True, state=AssetState.READY, title="Quay lại lần hai")
    put = """async ([id, type]) => {
      const { put } = await import('/static/newsroom/editor/in_place.js');
      return put(document.querySelector('#body-root .media-chooser'), { id, type, title: 'Quay lại lần hai', edit_url: '/' });
    }"""
    assert page.evaluate(put, [other.pk, "audio"]) is False
    assert page.evaluate(put, [other.pk, "video"]) is True
    page.locator("#body-root .nr-place").get_by_text("Sẵn sàng", exact=True).wait_for()
    assert page.input_value("#body-root input[name$='-value-media']") == str(other.pk)
