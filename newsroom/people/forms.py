from django.utils.translation import gettext_lazy as _
from wagtail.permissions import policy_registry
from wagtail.users.forms import UserCreationForm, UserEditForm

from newsroom.people.models import User

NAMES = {"username": _("Tên đăng nhập"), "last_name": _("Họ và tên đệm"), "first_name": _("Tên"), "email": _("Email")}


class _StaffForm:
    """Name in Vietnamese order. Roles are given on a screen of their own; nobody becomes a superuser through a form."""

    is_superuser = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in NAMES.items():
            self.fields[name].label = label


class StaffCreationForm(_StaffForm, UserCreationForm):
    class Meta:
        model = User
        fields = [*NAMES]


class StaffEditForm(_StaffForm, UserEditForm):
    class Meta:
        model = User
        fields = [*NAMES, "is_active"]

    def __init__(self, *args, for_user, **kwargs):
        # The base form drops a field that ours never had.
        kwargs.pop("editing_self", None)
        super().__init__(*args, **kwargs)
        active = self.fields["is_active"]
        active.label = _("Đang làm việc")
        active.help_text = _("Bỏ chọn thì người này không đăng nhập được nữa. Bài đã viết vẫn giữ tên.")
        policy = policy_registry.get_by_type(User)
        if self.instance.is_active and not policy.user_has_permission_for_instance(
            for_user, "deactivate", self.instance
        ):
            active.disabled = True
            active.help_text = _("Không ai tự khóa tài khoản của mình, và tòa soạn phải còn một quản trị viên.")
