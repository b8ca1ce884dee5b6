"""Whether the store of originals takes files at this moment; a person hears it while the form is still before them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from media_pipeline.assets.errors import NotKept
from media_pipeline.assets.fields import originals
from media_pipeline.storage import StorageError


def ask_store() -> None:
    """Raises NotKept. Whether it holds such a file does not matter, only that it answers."""
    with said_plainly():
        originals().exists("dang-hoi")


@contextmanager
def said_plainly() -> Iterator[None]:
    try:
        yield
    except (OSError, StorageError) as error:
        raise NotKept(
            _(
                "Chưa cất được tệp: kho tệp không trả lời. Giữ nguyên trang này, thử lại sau ít phút; vẫn vậy thì báo kỹ thuật viên."
            )
        ) from error
