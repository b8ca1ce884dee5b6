"""Why a store did not do what was asked. `str(error)` is for technicians, `sentence` for everybody."""

from django.utils.translation import gettext_lazy as _


class StorageError(Exception):
    sentence = _("Kho tệp không làm được việc này.")


class StorageUnavailable(StorageError):
    """Away, slow or refusing: worth another try later."""

    sentence = _("Kho tệp chưa trả lời. Hệ thống sẽ thử lại.")


class NoRoom(StorageError):
    """Full: another try helps only after a person made room."""

    sentence = _("Kho tệp đã đầy. Hãy báo kỹ thuật viên dọn chỗ rồi thử lại.")


class NotFound(StorageError):
    """No such object, or no such unfinished upload."""

    sentence = _("Tệp không còn trong kho.")


class AlreadyThere(StorageError):
    """The key holds other content, and an object never changes."""

    sentence = _("Trong kho đã có một tệp khác ở chỗ này.")


class Damaged(StorageError):
    """The bytes are not those of the checksum."""

    sentence = _("Tệp trong kho không còn nguyên vẹn.")
