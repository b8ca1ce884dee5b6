"""Two orders of one picture at two workers."""

import io
import threading

import pytest
from django.core.files.base import ContentFile
from django.db import connections, transaction
from PIL import Image

from media_pipeline.assets.services.orders import replace_rendition
from tests.factories import PictureFactory

pytestmark = [pytest.mark.datalayer, pytest.mark.django_db(transaction=True)]


def test_the_second_waits_and_leaves_what_the_first_made():
    picture = PictureFactory()
    picture.renditions.all().delete()
    made, errors = threading.Event(), []

    def make(name: str):
        image = io.BytesIO()
        Image.new("RGB", (4, 4)).save(image, "WEBP")
        file = ContentFile(image.getvalue(), f"{name}.webp")
        replace_rendition(picture, "width-400", "", file=file, recipe="1")

    def second():
        made.wait(timeout=20)
        try:
            make("hai")
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    other = threading.Thread(target=second)
    other.start()
    with transaction.atomic():
        make("mot")
        made.set()
        other.join(timeout=0.5)
    other.join()
    assert errors == []
    assert "mot" in picture.renditions.get(filter_spec="width-400").file.name
