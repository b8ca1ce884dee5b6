"""What each dialog asks. `facts` is what the verb of the same name takes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from newsroom.desks.queries import may
from newsroom.desks.roles import Right
from newsroom.editorial.models import GateTask
from newsroom.editorial.queries import current_task_state, gate_before
from newsroom.people.models import User
from newsroom.stories.entrance import clean_posted
from newsroom.stories.states import Significance

REASONS = [_("Thiếu nguồn tin"), _("Ảnh thiếu chú thích"), _("Tít quá dài"), _("Kiểm tra số liệu")]
UPDATES = [
    (Significance.MINOR, _("Sửa lỗi nhỏ"), _("Giữ nguyên giờ đăng, không báo bạn đọc.")),
    (Significance.MAJOR, _("Cập nhật đáng kể"), _("Hiện giờ cập nhật mới với bạn đọc.")),
]
OUTCOMES = [
    ("hold", _("Chỉ duyệt"), _("Bài thành “Đã duyệt, chờ đăng”. Thư ký bấm đăng hoặc hẹn giờ.")),
    ("now", _("Đăng ngay"), _("Lên trang trong vài giây.")),
    ("schedule", _("Hẹn giờ đăng"), _("Bài tự lên trang đúng giờ chọn dưới đây.")),
]
WITHDRAWAL_REASONS = [
    _("Sai sự thật"), _("Theo yêu cầu của cơ quan có thẩm quyền"), _("Vi phạm bản quyền"), _("Đăng nhầm"),
]  # fmt: skip


def moment(**options):
    return forms.DateTimeField(
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Giờ chưa đúng: cần giờ, phút, ngày, tháng, năm.")},
        **options,
    )


def lines(rows: int, **options):
    return forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), max_length=2000, **options)


class DialogForm(forms.Form):
    """Without fields of its own: the verb needs no facts."""

    def __init__(self, data=None, *args, story=None, user=None, **kwargs):
        self.story, self.user = story, user
        super().__init__(data if data is None else clean_posted(data), *args, **kwargs)

    def facts(self) -> dict:
        return dict(self.cleaned_data)


class ClaimForm(DialogForm):
    holder = forms.CharField(widget=forms.HiddenInput, required=False)


class SubmitForm(DialogForm):
    message = lines(2, label=_("Lời nhắn (không bắt buộc)"), required=False)
    urgent = forms.BooleanField(label=_("Tin nóng"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not may(self.user, Right.URGENT, self.story):
            del self.fields["urgent"]


class SendBackForm(DialogForm):
    reason = lines(4, label=_("Lý do"), help_text=_("Nói rõ cần sửa gì, ở đoạn nào."))
    to = forms.ChoiceField(
        label=_("Trả về"), choices=[("writer", _("Người viết")), ("gate", _("Bước trước"))], initial="writer",
        required=False,
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        task_state = current_task_state(self.story)
        if not (task_state and gate_before(task_state)):
            del self.fields["to"]

    def clean_to(self):
        return self.cleaned_data["to"] or "writer"


class ApproveForm(DialogForm):
    revision_id = forms.IntegerField(widget=forms.HiddenInput)
    note = lines(2, label=_("Ghi chú (không bắt buộc)"), required=False)


class LastApproveForm(ApproveForm):
    """At the last gate, where somebody who may put it out also says when. A live story's update says what it is."""

    outcome = forms.ChoiceField(label=_("Khi nào"), choices=[row[:2] for row in OUTCOMES], initial="hold")
    at = moment(label=_("Giờ đăng"), required=False)
    significance = forms.ChoiceField(label=_("Sửa này là gì?"), choices=[row[:2] for row in UPDATES])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.story.live:
            del self.fields["significance"]
        if not may(self.user, Right.PUT_OUT, self.story):
            del self.fields["outcome"], self.fields["at"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("outcome") == "schedule" and not cleaned.get("at") and "at" not in self.errors:
            self.add_error("at", _("Chọn giờ đăng."))
        return cleaned


class ScheduleForm(DialogForm):
    at = moment(label=_("Giờ đăng"))


class PublishUpdateForm(DialogForm):
    revision_id = forms.IntegerField(widget=forms.HiddenInput)
    significance = forms.ChoiceField(label=_("Sửa này là gì?"), choices=[row[:2] for row in UPDATES])


class OrderedForm(DialogForm):
    """Gỡ bài, khôi phục: on whose order. A leader may decide without a document, and says so."""

    reason = forms.CharField(label=_("Vì sao"), max_length=250)
    document_number = forms.CharField(
        label=_("Số"), max_length=80, required=False, widget=forms.TextInput(attrs={"placeholder": "112/CV-…"})
    )
    document_date = forms.DateField(label=_("Ngày"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    authority = forms.CharField(label=_("Cơ quan, người yêu cầu"), max_length=200, required=False)
    no_document = forms.BooleanField(label=_("Không có văn bản"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not may(self.user, Right.TAKE_DOWN, self.story):
            del self.fields["no_document"]

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("no_document") and not (cleaned.get("document_number") and cleaned.get("document_date")):
            alone = "no_document" in self.fields
            self.add_error(
                "document_number",
                _("Ghi số và ngày văn bản, hoặc đánh dấu Không có văn bản.")
                if alone
                else _("Ghi số và ngày văn bản yêu cầu."),
            )
        return cleaned

    def facts(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "no_document"}


class TakeDownForm(OrderedForm):
    reason = forms.ChoiceField(
        label=_("Vì sao"), choices=[("", _("Chọn")), *((words, words) for words in WITHDRAWAL_REASONS)]
    )
    explanation = lines(2, label=_("Diễn giải"))


class SetEmbargoForm(DialogForm):
    until = moment(label=_("Cấm đăng trước"))
    reason = forms.CharField(label=_("Vì sao (không bắt buộc)"), max_length=250, required=False)


class LiftEmbargoForm(DialogForm):
    reason = forms.CharField(label=_("Vì sao bỏ"), max_length=250)


class SubstituteForm(DialogForm):
    gate = forms.ModelChoiceField(
        GateTask.objects.none(), label=_("Duyệt thay ở bước"), empty_label=None, to_field_name="id"
    )
    person = forms.ModelChoiceField(User.objects.none(), label=_("Người duyệt thay"), empty_label=_("Chọn"))
    reason = forms.CharField(label=_("Vì sao (không bắt buộc)"), max_length=250, required=False)

    def __init__(self, *args, gates=(), people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["gate"].queryset = GateTask.objects.filter(pk__in=[gate.pk for gate in gates])
        self.fields["person"].queryset = User.objects.filter(pk__in=people).order_by("last_name", "first_name")


FORMS = {
    "claim": ClaimForm,
    "submit": SubmitForm,
    "send_back": SendBackForm,
    "approve": ApproveForm,
    "schedule": ScheduleForm,
    "publish_update": PublishUpdateForm,
    "take_down": TakeDownForm,
    "reinstate": OrderedForm,
    "set_embargo": SetEmbargoForm,
    "lift_embargo": LiftEmbargoForm,
    "name_substitute": SubstituteForm,
}
