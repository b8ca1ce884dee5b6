"""A session that ended while somebody was writing: the password is asked for in place, the text stays where it is."""

from allauth.account.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import get_user_model, login
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View


@method_decorator(never_cache, name="dispatch")
class ReauthenticateView(View):
    """GET says who is signed in. POST `user`, `password` and, with a second factor, `code`: 200 signs that same person in.

    403 for a wrong password, 429 for too many, 401 with `needs_code` when the second factor is missing.
    """

    http_method_names = ["get", "post"]

    def get(self, request):
        return JsonResponse({"user": request.user.pk, "token": get_token(request)})

    def post(self, request):
        user = self._named(request.POST.get("user", ""))
        adapter = get_adapter(request)
        try:
            known = adapter.authenticate(
                request, username=user.get_username() if user else "", password=request.POST.get("password", "")
            )
        except ValidationError:
            return _answer(_("Đã thử quá nhiều lần. Chữ của bạn còn nguyên; chờ ít phút rồi thử lại."), 429)
        if not known or not user or known.pk != user.pk:
            return _answer(_("Mật khẩu chưa đúng. Chữ của bạn còn nguyên, thử lại."), 403)
        if is_mfa_enabled(user):
            second = AuthenticateForm(data={"code": request.POST.get("code", "")}, user=user)
            if not request.POST.get("code"):
                return _answer(_("Nhập mã xác thực của bước thứ hai."), 401, needs_code=True)
            if not second.is_valid():
                return _answer(_("Mã xác thực chưa đúng."), 403, needs_code=True)
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        return JsonResponse({"user": user.pk, "token": get_token(request)})

    @staticmethod
    def _named(pk: str):
        return get_user_model().objects.filter(pk=pk, is_active=True).first() if pk.isdecimal() else None


def _answer(sentence: str, status: int, **more):
    return JsonResponse({"error": sentence, **more}, status=status)
