from django.utils.functional import SimpleLazyObject

from cms.core.frame import frame_of, is_known_reader


def site_frame(request):
    """`frame` for the site's templates; pages of the newsroom never open it, so it costs them nothing."""
    return {"frame": SimpleLazyObject(lambda: frame_of(request)), "is_known_reader": is_known_reader(request)}
