"""The form a story is written in. A draft saves whatever is there; only Gửi duyệt demands things."""

from django.db.models import Q
from django.forms import CharField, ModelChoiceField, Textarea
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from newsroom.desks.models import Newsroom, Section
from newsroom.language import clean_line, clean_text, slugify
from newsroom.stories.entrance import clean_posted, clean_stream, is_row_number
from newsroom.stories.formsets import forget_stale_comments
from newsroom.stories.models import Story
from newsroom.stories.queries import gather
from newsroom.stories.slugs import free_slug
from newsroom.stories.states import UNTITLED


class StoryForm(WagtailAdminPageForm):
    def __init__(self, data=None, *args, **kwargs):
        self.parent_page = kwargs.get("parent_page")
        instance = kwargs.get("instance") or Story()
        if data is not None:
            data = forget_stale_comments(clean_posted(data), instance)
        elif instance.pk:
            gather(instance)
        super().__init__(data, *args, **kwargs)
        if data is not None:
            self._choose_rows_only()
        if "title" in self.fields:
            self.fields["title"].required = False
            self.fields["title"].error_messages["max_length"] = _(
                "Tít dài %(show_value)d ký tự, chỉ lưu được %(limit_value)d. Hãy rút ngắn; chữ bạn gõ vẫn còn đây."
            )
            if instance.is_untitled:
                self.initial["title"] = ""
        self._limit_to_the_house()

    @cached_property
    def organization(self):
        parent = self.parent_page or self.instance.get_parent()
        newsroom = (
            Newsroom.objects.filter(path=parent.path[: 2 * parent.steplen]).select_related("organization").first()
        )
        return newsroom and newsroom.organization

    def _choose_rows_only(self):
        """Wagtail's choosers look up what was posted before they ask whether it is a number."""
        for name, field in self.fields.items():
            if isinstance(field, ModelChoiceField):
                self.data.setlist(name, [value for value in self.data.getlist(name) if is_row_number(value)])

    def _limit_to_the_house(self):
        """Sections of the organization's own brands, by brand; people of the house and those of none."""
        sections = Section.objects.filter(brand__organization=self.organization).select_related("brand", "parent")
        for name in ("section", "other_sections"):
            if name in self.fields:
                self.fields[name].queryset = sections
        if "section" in self.fields:
            self.fields["section"].choices = [("", _("Chưa chọn")), *_by_brand(sections)]
        if "genre" in self.fields:
            self.fields["genre"].empty_label = _("Chưa chọn")
        # Each is shown twice, in the form and in its script: read once.
        for name in ("genre", "places"):
            if name in self.fields:
                self.fields[name].choices = list(iter(self.fields[name].choices))
        if "other_sections" in self.fields:
            self.fields["other_sections"].choices = [(section.pk, str(section)) for section in sections]
        if credits := self.formsets.get("credits"):
            credits.choosable = Q(organization=self.organization) | Q(organization=None)

    def clean_title(self):
        return clean_line(self.cleaned_data["title"]) or UNTITLED

    def clean_body(self):
        return clean_stream(self.cleaned_data["body"])

    def clean(self):
        cleaned = super().clean()
        for name, field in self.fields.items():
            value = cleaned.get(name)
            if isinstance(value, str) and isinstance(field, CharField):
                cleaned[name] = clean_text(value) if isinstance(field.widget, Textarea) else clean_line(value)
        return cleaned

    def _post_clean(self):
        self._choose_slug(self.cleaned_data.get("title") or self.instance.title or UNTITLED)
        super()._post_clean()

    def _choose_slug(self, title):
        """Frozen once readers have seen it."""
        if not self.instance.first_published_at:
            self.instance.slug = free_slug(slugify(title), self._siblings())

    def _siblings(self):
        parent = self.parent_page or self.instance.get_parent()
        return parent.get_children().exclude(pk=self.instance.pk)

    def save(self, commit=True):
        """The slug is chosen again at the last moment: a colleague may have taken it since."""
        self._choose_slug(self.instance.title)
        return super().save(commit=commit)


def _by_brand(sections):
    """[(brand, [(pk, "Chuyên mục › Mục con")])], in the order of the site."""
    groups: dict[str, list] = {}
    for section in sections:
        label = f"{section.parent.name} › {section.name}" if section.parent else section.name
        groups.setdefault(section.brand.name, []).append((section.pk, label))
    return list(groups.items())
