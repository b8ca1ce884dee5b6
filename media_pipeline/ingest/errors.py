"""What may go wrong with a file on its way in. `str()` of each is a Vietnamese sentence that says what happens next."""

from media_pipeline.ingest.reasons import sentence


class UploadRefused(Exception):
    """Nothing of it is kept; the same file meets the same answer."""

    code = "refused"


class Empty(UploadRefused):
    code = "empty"


class TooLarge(UploadRefused):
    code = "too_large"


class NotMedia(UploadRefused):
    """Neither its name nor the sender's machine calls it sound or film. What it really is, ffprobe says later."""

    code = "not_media"


class NotAllowed(UploadRefused):
    code = "not_allowed"


class TooMany(UploadRefused):
    """This person has as much under way as one person may."""

    code = "too_many"


class NoRoom(UploadRefused):
    """The disk is full, or spoken for by what others are sending."""

    code = "no_room"


class Unreadable(UploadRefused):
    """Not there, not a file, or not for this process to read."""

    code = "unreadable"


class PartRefused(Exception):
    """What came before is kept; the sender asks where to go on."""


class OutOfOrder(PartRefused):
    """The part does not start where the bytes end."""


class Busy(PartRefused):
    """Another request is writing this upload, or is not known to be dead."""


class WrongChecksum(PartRefused):
    """The part was changed, or cut, on its way: none of it is kept."""


class TooLong(PartRefused):
    """More bytes than the upload was declared to have."""


class DiskFull(PartRefused):
    """Not even this part found room."""


class OrderRefused(Exception):
    """What somebody asked for cannot be done now. `code` is one of `reasons.ORDERS`."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(sentence(code))
