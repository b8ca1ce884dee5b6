"""The tabs of the story editor. Higher apps add theirs through `ports.register_tab`."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtailmedia.edit_handlers import MediaChooserPanel

from newsroom.stories import ports
from newsroom.stories.forms import StoryForm
from newsroom.stories.formsets import CreditFormSet

TITLE = AdminAutoHeightTextInput(attrs={"rows": 1, "placeholder": _("Tít")})


class CreditsPanel(InlinePanel):
    def get_form_options(self):
        options = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = CreditFormSet
        return options


def writing() -> list:
    return [
        FieldPanel("title", classname="title", heading=_("Tít"), widget=TITLE, help_text=_("Nên dưới 90 ký tự")),
        FieldPanel("sapo", heading=_("Sapo")),
        FieldPanel("body", heading=_("Nội dung")),
        HelpPanel(template="newsroom/story/_photos.html", heading=_("Ảnh, tiếng, hình")),
        MultiFieldPanel(
            [
                FieldPanel("kicker"), FieldPanel("short_title"), FieldPanel("lead_picture"),
                FieldPanel("hide_lead_picture"), MediaChooserPanel("lead_media"),
            ],
            heading=_("Tít khác, ảnh đại diện"), classname="collapsed",
        ),
    ]  # fmt: skip


def particulars() -> list:
    return [
        FieldRowPanel([FieldPanel("section"), FieldPanel("genre")], heading=_("Xếp loại")),
        CreditsPanel(
            "credits", [FieldRowPanel([FieldPanel("contributor"), FieldPanel("role")])],
            heading=_("Tác giả và người cùng làm"), label=_("người"),
        ),
        FieldPanel("source"),
        FieldPanel("tags"),
        FieldPanel("other_sections", widget=forms.CheckboxSelectMultiple, classname="nr-checks collapsed"),
        FieldPanel("places", widget=forms.CheckboxSelectMultiple, classname="nr-checks collapsed"),
        FieldPanel("language"),
        MultiFieldPanel(
            [
                FieldPanel("ai_provenance"), FieldPanel("ai_tool", classname="nr-ai-more"),
                FieldPanel("ai_note", classname="nr-ai-more"),
            ],
            heading=_("Trí tuệ nhân tạo"), help_text=_("Có dùng AI thì ghi công cụ và phần việc của nó trước khi gửi duyệt."),
        ),
        FieldPanel("note"),
        CommentPanel(),
    ]  # fmt: skip


class StoryTabs:
    """Stands in for the edit handler until Wagtail binds it: by then every app has registered its tabs."""

    def bind_to_model(self, model):
        others = [ObjectList(panels(), heading=heading) for _order, heading, panels in ports.tabs]
        return TabbedInterface(
            [
                ObjectList(writing(), heading=_("Bài viết")),
                *others,
                ObjectList(particulars(), heading=_("Hồ sơ")),
            ],
            base_form_class=StoryForm,
        ).bind_to_model(model)
