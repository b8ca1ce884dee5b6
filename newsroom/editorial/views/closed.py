"""Stock doors that stay shut: each says where the right one is."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

# The names under which Wagtail's own forms ask for more than saving.
STOCK_ACTIONS = {
    "action-publish": "publish",
    "action-submit": "submit",
    "action-restart-workflow": "submit",
    "action-cancel-workflow": "recall",
    "action-workflow-action": "gate",
}


def sentence_for(data) -> str | None:
    """What to say when a form asked for a stock action instead of saving; the text was saved as a draft."""
    asked = next((what for name, what in STOCK_ACTIONS.items() if data.get(name)), None)
    return {
        None: None,
        "publish": _("Bản thảo đã lưu, chưa đăng. Bài lên trang sau bước duyệt đăng."),
        "submit": _("Bản thảo đã lưu, chưa gửi. Bấm Gửi duyệt ở thanh dưới màn hình."),
        "recall": _("Bản thảo đã lưu, bài chưa rút. Bấm Rút bài ở thanh dưới màn hình."),
        "gate": _("Bản thảo đã lưu, chưa duyệt. Bấm Duyệt hoặc Trả lại ở thanh dưới màn hình."),
    }[asked]


class ClosedDoor(View):
    """Refuses GET and POST alike with `sentence`, and leads back to the story."""

    sentence = ""

    def dispatch(self, request, page_id, **kwargs):
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"success": False, "error_message": self.sentence}, status=409)
        messages.warning(request, self.sentence)
        return redirect(reverse("wagtailadmin_pages:edit", args=[page_id]))


def closed(sentence):
    return type("ClosedDoor", (ClosedDoor,), {"sentence": sentence})
