"""A table in Soạn bài, in real Chromium: its menu speaks Vietnamese."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from tests.newsroom.editorial.editing import add_url, build_desks

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_menu_of_a_table_is_vietnamese(transactional_db, live_server, open_page):
    desks, client, page, said = build_desks(), Client(), open_page(), []
    client.force_login(desks.writer)
    session = client.session.session_key
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(add_url(desks.desk))
    page.locator("#body-root button.c-sf-add-button").last.click()
    page.get_by_role("option", name="Bảng").click()
    page.locator(".ht_master td").first.click(button="right")
    menu = page.locator(".htContextMenu").first
    for words in ("Thêm hàng phía trên", "Thêm cột bên phải", "Xóa hàng", "Hoàn tác"):
        expect(menu.get_by_text(words)).to_be_visible()
    assert not [line for line in said if "language" in line]
