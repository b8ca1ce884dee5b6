"""What may go wrong with a file that somebody sends. `str()` of each is a Vietnamese sentence for that person."""


class FileRefused(Exception):
    """The file does not come in."""


class TooLarge(FileRefused):
    """More bytes than the limit."""


class NotAPicture(FileRefused):
    """None of the formats we read, whatever its name says."""


class BrokenPicture(FileRefused):
    """Starts as a picture, but cannot be decoded to its end."""


class TooManyPixels(FileRefused):
    """A decompression bomb, or an honest picture beyond `WAGTAILIMAGES_MAX_IMAGE_PIXELS`."""


class TooManyFrames(FileRefused):
    """An animation that is a film."""


class NotKept(FileRefused):
    """The store is away or full."""


class NotADocument(FileRefused):
    """Its bytes are not what its name says."""
