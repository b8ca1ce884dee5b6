"""Who is given a document."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from media_pipeline.assets.models import PressDocument

ANY_RIGHT = ("add", "change", "delete", "choose")


def may_be_seen(document: PressDocument, user) -> bool:
    """By everybody while a page that readers open uses it; before and after, by who works with documents."""
    policy = policy_registry.get_by_type(PressDocument)
    if user.is_authenticated and policy.user_has_any_permission_for_instance(user, ANY_RIGHT, document):
        return True
    used_by = ReferenceIndex.get_references_to(document).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    return Page.objects.live().filter(pk__in=[int(pk) for pk in used_by.values_list("object_id", flat=True)]).exists()
