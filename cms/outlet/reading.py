from django.db.models import Exists, OuterRef

from newsroom.stories.models import WebAddress, Withdrawal


def find(id7: str) -> WebAddress | None:
    """The address with its story and what its page will read, in one query; `is_withdrawn` is annotated."""
    withdrawn = Withdrawal.objects.filter(story=OuterRef("story"), lifted_at=None)
    return (
        WebAddress.objects.annotate(is_withdrawn=Exists(withdrawn))
        .select_related(
            "section_page", "story__section", "story__genre", "story__card_picture", "story__lead_picture",
            "story__share_card",
        )
        .filter(id7=id7)
        .first()
    )  # fmt: skip
