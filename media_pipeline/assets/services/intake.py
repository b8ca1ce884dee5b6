from datetime import datetime

from django.core.files import File

from media_pipeline.assets.embedded.facts import title_from
from media_pipeline.assets.embedded.text import line
from media_pipeline.assets.inspection import Inspected, inspect
from media_pipeline.assets.keeping import said_plainly
from media_pipeline.assets.models import Picture


def take_in(file, *, user, collection, now: datetime, title: str | None = None, **typed) -> Picture:
    """A picture from a file that somebody sent; `typed` (caption, credit, place…) wins over what the file says.

    Raises `errors.FileRefused`: its text is a sentence for the person who sent it.
    """
    found = inspect(file, now=now)
    picture = Picture(
        title=line(title or "", 255) or title_from(file.name),
        collection=collection,
        uploaded_by_user=user,
        file=File(file, name=true_name(file.name, found)),
        **{**said_by_file(found), **{name: value for name, value in typed.items() if value}},
    )
    picture._set_image_file_metadata()
    with said_plainly():
        picture.save()
    return picture


def true_name(name: str, found: Inspected) -> str:
    """The extension tells what the file is, not what it was called."""
    return f"{title_from(name)[:80]}.{found.extension}".replace("/", "-")


def said_by_file(found: Inspected) -> dict:
    facts = found.facts
    said = {
        "caption": facts.caption,
        "credit": facts.credit,
        "rights": facts.rights,
        "place": facts.place,
        "taken_on": facts.taken_on,
        "ai_provenance": facts.ai,
    }
    return {name: value for name, value in said.items() if value}
