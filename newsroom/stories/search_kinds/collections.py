"""What lies in Wagtail's collections is seen by whoever may take from them; readers meet it in stories only."""

from collections.abc import Callable

from wagtail.permissions import policy_registry

USES = ("add", "change", "choose")


def token(item) -> str:
    return f"collection:{item.collection_id}"


def nobody(_object) -> None:
    return None


def none_public(_ids) -> set[int]:
    return set()


def kept_by(model, *others) -> dict[str, Callable]:
    """`scopes` and `may_see` of a kind: who may take this model, or one of the others, from a collection finds it there."""

    def collections(user) -> set[int]:
        policies = [policy_registry.get_by_type(each) for each in (model, *others)]
        allowed = (policy.collections_user_has_any_permission_for(user, USES) for policy in policies)
        return {pk for found in allowed for pk in found.values_list("pk", flat=True)}

    def scopes(user):
        return None if user.is_superuser else [f"collection:{pk}" for pk in collections(user)]

    def may_see(user, ids):
        return set(model.objects.filter(pk__in=ids, collection__in=collections(user)).values_list("pk", flat=True))

    return {"scopes": scopes, "may_see": may_see}
