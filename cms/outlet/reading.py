from django.db.models import Exists, OuterRef
from wagtail.models import Page

from newsroom.prepared import Prepared
from newsroom.stories.models import WebAddress, Withdrawal

SPARED = [f"section_page__{field.name}" for field in Page._meta.concrete_fields if field.name not in ("id", "url_path")]


@Prepared
def addresses(id7):
    withdrawn = Withdrawal.objects.filter(story=OuterRef("story"), lifted_at=None)
    return (
        WebAddress.objects.annotate(is_withdrawn=Exists(withdrawn))
        .select_related("section_page", "story__section", "story__genre", "story__share_card", "story__beside")
        .defer(*SPARED)
        .filter(id7=id7)
    )


def find(id7: str) -> WebAddress | None:
    """The address with its story and what its page will read, in one query; `is_withdrawn` is annotated."""
    return next(iter(addresses(id7)), None)
