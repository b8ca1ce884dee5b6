"""Screens for rows that others refer to: everyone sees their own reach, and nothing that is used is deleted."""

from django.contrib.admin.utils import quote
from django.db.models import PROTECT, RESTRICT
from django.forms import ModelChoiceField
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django_filters import ModelChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from newsroom.language import tokens


def reach_of(user, model):
    """Rows of this model that belong to the user's organizations: all, where the model belongs to none."""
    policy = policy_registry.get_by_type(model)
    return policy.reach(user) if hasattr(policy, "reach") else model._default_manager.all()


def folded(text: str) -> str:
    return " ".join(token.folded for token in tokens(text))


class WithinReach:
    """A row of another organization does not exist for this person: 404."""

    def get_queryset(self):
        return self.in_reach(super().get_queryset())

    def get_base_object_queryset(self):
        return self.in_reach(super().get_base_object_queryset())

    def in_reach(self, rows):
        return rows.filter(pk__in=reach_of(self.request.user, self.model).values("pk"))


class ReachForm(WagtailAdminModelForm):
    """Only what belongs to the person's organizations can be chosen."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, ModelChoiceField) and self.for_user:
                in_reach = reach_of(self.for_user, field.queryset.model)
                field.queryset = field.queryset.filter(pk__in=in_reach.values("pk"))


class ReachFilterSet(WagtailFilterSet):
    """Filters name only what the person may see."""

    def __init__(self, data=None, queryset=None, *, request=None, **kwargs):
        super().__init__(data, queryset, request=request, **kwargs)
        for filter in self.filters.values():
            if isinstance(filter, ModelChoiceFilter):
                filter.queryset = reach_of(request.user, filter.queryset.model)


class KeptIndexView(generic.IndexView):
    base_filterset_class = ReachFilterSet
    table_classname = "listing nr-kept"

    def get_base_queryset(self):
        return super().get_base_queryset().filter(pk__in=reach_of(self.request.user, self.model).values("pk"))

    def search_queryset(self, queryset):
        """Words in any order, marks optional. Folded here: these tables hold hundreds of rows, not stories."""
        if not self.is_searching:
            return queryset
        words = folded(self.search_query).split()
        rows = queryset.values_list("pk", *self.search_fields)
        found = [pk for pk, *texts in rows if all(word in folded(" ".join(filter(None, texts))) for word in words)]
        return queryset.filter(pk__in=found)


class KeptEditView(WithinReach, generic.EditView):
    pass


class KeptHistoryView(WithinReach, HistoryView):
    pass


class KeptDeleteView(WithinReach, generic.DeleteView):
    """Says what keeps the row instead of failing on it."""

    def dispatch(self, request, *args, **kwargs):
        if kept := where_used(self.object):
            messages.error(
                request,
                _("Chưa xóa được “%(name)s”: đang dùng ở %(where)s. Chuyển những chỗ đó sang mục khác rồi xóa.")
                % {"name": self.object, "where": kept},
            )
            return redirect(self.edit_url_name, quote(self.object.pk))
        return super().dispatch(request, *args, **kwargs)

    @property
    def confirmation_message(self):
        return _("Xóa %(what)s “%(name)s”. Việc này không hoàn lại được.") % {
            "what": self.object._meta.verbose_name,
            "name": self.object,
        }


def where_used(instance) -> str:
    """`12 tin bài, 1 trang chuyên mục`: rows that would stand in the way or silently lose the reference."""
    counts = {}
    for relation in instance._meta.get_fields(include_hidden=True):
        if not relation.is_relation or not relation.auto_created or relation.concrete:
            continue
        if relation.many_to_many or getattr(relation, "on_delete", None) in (PROTECT, RESTRICT):
            rows = relation.related_model._base_manager.filter(**{relation.field.name: instance})
            label = relation.related_model._meta.verbose_name_plural
            counts[label] = counts.get(label, 0) + rows.count()
    return ", ".join(f"{count} {label}" for label, count in counts.items() if count)


class KeptViewSet(ModelViewSet):
    """Base of the administrator's screens, gathered under “Cơ quan” in the menu."""

    menu_hook = "register_structure_menu_item"
    copy_view_enabled = False
    list_per_page = 50
    index_view_class = KeptIndexView
    edit_view_class = KeptEditView
    delete_view_class = KeptDeleteView
    history_view_class = KeptHistoryView

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(**{"usage_url_name": None, **kwargs})

    def get_urlpatterns(self):
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "usage"]

    def get_edit_handler(self):
        return ObjectList(self.panels, base_form_class=ReachForm).bind_to_model(self.model)
