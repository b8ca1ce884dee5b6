"""The two small doors of the editor: pictures one by one, and the password asked for in place."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from media_pipeline.assets.models import Picture
from newsroom.desks.roles import Role
from tests.factories import UserFactory
from tests.factories.people import PASSWORD
from tests.newsroom.editorial.editing import build_desks

pytestmark = pytest.mark.django_db


@pytest.fixture
def desks():
    return build_desks()


def photograph(name="IMG_4471.jpg", size=(640, 480)):
    file = io.BytesIO()
    Image.new("RGB", size, "green").save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), content_type="image/jpeg")


class TestPhotos:
    def test_a_reporter_adds_one_and_gets_what_a_block_needs(self, client, desks):
        client.force_login(desks.writer)
        answer = client.post(reverse("story_photo"), {"file": photograph(), "credit": "Ảnh: H'Lan\u200b Niê"})
        assert answer.status_code == 201
        picture = Picture.objects.get()
        assert picture.credit == "Ảnh: H'Lan Niê"
        shown = answer.json()
        assert (shown["id"], shown["credit"]) == (picture.pk, "Ảnh: H'Lan Niê")
        assert shown["preview"]["url"]
        assert picture.uploaded_by_user == desks.writer

    def test_what_is_no_picture_is_refused_with_a_sentence(self, client, desks):
        client.force_login(desks.writer)
        answer = client.post(reverse("story_photo"), {"file": SimpleUploadedFile("anh.jpg", b"%PDF-1.7")})
        assert answer.status_code == 422
        assert answer.json()["error"].startswith("Tệp này không phải ảnh")
        assert client.post(reverse("story_photo")).status_code == 400
        assert client.get(reverse("story_photo")).status_code == 405

    def test_who_may_not_add_pictures_is_refused(self, client, desks):
        inspector = UserFactory(roles=[(Role.INSPECTOR, desks.desk.get_parent().specific)])
        client.force_login(inspector)
        assert client.post(reverse("story_photo"), {"file": photograph()}).status_code in (302, 403)
        assert not Picture.objects.exists()


class TestPassword:
    url = "/quan-tri/xac-nhan-mat-khau/"

    def test_says_who_is_signed_in(self, client, desks):
        assert client.get(self.url).json()["user"] is None
        client.force_login(desks.writer)
        assert client.get(self.url).json()["user"] == desks.writer.pk

    def test_signs_the_same_person_in_again(self, client, desks):
        answer = client.post(self.url, {"user": desks.writer.pk, "password": PASSWORD})
        assert answer.status_code == 200
        assert answer.json()["token"]
        assert client.get(self.url).json()["user"] == desks.writer.pk

    @pytest.mark.parametrize("password", ["sai", ""])
    def test_a_wrong_password_is_refused(self, client, desks, password):
        answer = client.post(self.url, {"user": desks.writer.pk, "password": password})
        assert answer.status_code == 403
        assert "Chữ của bạn còn nguyên" in answer.json()["error"]
        assert client.get(self.url).json()["user"] is None

    @pytest.mark.parametrize("who", ["", "abc", "999999", "-1", "²", "9" * 30])
    def test_nobody_is_nobody(self, client, desks, who):
        assert client.post(self.url, {"user": who, "password": PASSWORD}).status_code == 403

    def test_a_person_who_left_cannot_come_back(self, client, desks):
        desks.writer.is_active = False
        desks.writer.save()
        assert client.post(self.url, {"user": desks.writer.pk, "password": PASSWORD}).status_code == 403

    def test_guessing_is_throttled(self, client, desks):
        answers = [client.post(self.url, {"user": desks.writer.pk, "password": f"doan-{n}"}) for n in range(12)]
        assert answers[-1].status_code == 429
        assert client.post(self.url, {"user": desks.writer.pk, "password": PASSWORD}).status_code == 429

    def test_a_second_factor_is_asked_for(self, client, desks):
        from allauth.mfa.models import Authenticator
        from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time

        secret = "JBSWY3DPEHPK3PXP"
        TOTP.activate(desks.writer, secret)
        assert Authenticator.objects.exists()
        form = {"user": desks.writer.pk, "password": PASSWORD}
        answer = client.post(self.url, form)
        assert (answer.status_code, answer.json()["needs_code"]) == (401, True)
        assert client.post(self.url, form | {"code": "000000"}).status_code == 403
        assert client.get(self.url).json()["user"] is None
        code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
        assert client.post(self.url, form | {"code": code}).status_code == 200
