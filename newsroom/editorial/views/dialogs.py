"""One door for every editorial verb: GET asks in a dialog, POST does it or says why not.

A fragment for a sheet over the page, a whole page for who came by a plain link. A refusal answers 409 and a form that
is not filled in 422, both with the dialog as it was typed.
"""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from newsroom.editorial.actions import VERBS
from newsroom.editorial.forms import FORMS, DialogForm, LastApproveForm
from newsroom.editorial.queries import claim_on, current_gate, last_gate
from newsroom.editorial.views import dialog_words
from newsroom.editorial.views.frame import Frame
from newsroom.editorial.views.reading import readable
from newsroom.stories.errors import Refused

# After these the person has nothing more to do with the story: back to the list of work.
DONE_WITH_IT = {"submit", "send_back", "approve"}
OWN_DIALOGS = {"submit", "send_back", "approve", "publish_update", "take_down", "reinstate"}


class StoryActionView(WagtailAdminTemplateMixin, View):
    http_method_names = ["get", "post"]
    _show_breadcrumbs = True
    header_icon = "doc-full"

    def dispatch(self, request, pk, verb):
        if verb not in VERBS:
            raise Http404
        self.verb = verb
        self.story = readable(request.user, pk)
        return super().dispatch(request, pk=pk, verb=verb)

    def get(self, request, **kwargs):
        return self.answer(self.form(initial=self.initial()), self.refusal())

    def post(self, request, **kwargs):
        form = self.form(data=request.POST)
        if not form.is_valid():
            return self.answer(form, status=422)
        verb = VERBS[self.verb](story=self.story, user=request.user, **form.facts())
        try:
            story = verb.execute()
        except Refused as refused:
            # To press again is to know who holds it.
            again = self.form(initial=self.initial()) if self.verb == "claim" else form
            return self.answer(again, str(refused), status=409)
        messages.success(request, dialog_words.done(self.verb, story, form.facts() | verb.did))
        return self.leave()

    def refusal(self) -> str:
        try:
            VERBS[self.verb](story=self.story, user=self.request.user).check()
        except Refused as refused:
            # The dialog of Gửi duyệt is itself the list of what is missing.
            return "" if self.verb == "submit" and dialog_words.is_listed(refused) else str(refused)
        return ""

    def form(self, **kwargs):
        kwargs |= {"story": self.story, "user": self.request.user}
        if self.verb == "name_substitute":
            kwargs |= dialog_words.substitutes(self.story)
        return self._form_class()(**kwargs)

    def _form_class(self):
        if self.verb == "approve":
            gate, state = current_gate(self.story), self.story.current_workflow_state
            if gate and state and gate == last_gate(state.workflow):
                return LastApproveForm
        return FORMS.get(self.verb, DialogForm)

    def initial(self) -> dict:
        """The version on the person's screen is the one they decide about."""
        claim = claim_on(self.story.current_workflow_task_state)
        return {"revision_id": self.story.latest_revision_id, "holder": claim.person_id if claim else ""}

    @property
    def is_fragment(self) -> bool:
        return self.request.headers.get("x-requested-with") == "XMLHttpRequest"

    def answer(self, form, refused: str = "", status: int = 200):
        own = self.verb if self.verb in OWN_DIALOGS else "plain"
        frame = "fragment" if self.is_fragment else "page"
        context = self.get_context_data() | {
            "frame_template": f"newsroom/story/dialogs/frame_{frame}.html",
            "form": form, "refused": refused, "story": self.story, "title": self.get_page_title(),
            "label": self.get_page_title(), "action": self.request.path, "next": self.next_url(default=""),
            "back": self.next_url(default=self.edit_url), "edit_url": self.edit_url,
            "frame": Frame(self.story, self.request.user, editable=False), "revision": self.story.latest_revision,
            "effect": dialog_words.effect(self.verb, self.story),
            **dialog_words.facts_for(self.verb, self.story, self.request.user),
        }  # fmt: skip
        return render(self.request, f"newsroom/story/dialogs/{own}.html", context, status=status)

    def get_page_title(self):
        return dialog_words.title(self.verb, self.story, is_last=self._form_class() is LastApproveForm)

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Bàn làm việc")},
            {"url": self.edit_url, "label": self.story.draft_title},
            {"url": "", "label": self.get_page_title()},
        ]

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.story.pk])

    def next_url(self, *, default: str) -> str:
        given = self.request.POST.get("next") or self.request.GET.get("next") or ""
        is_ours = url_has_allowed_host_and_scheme(given, {self.request.get_host()}, self.request.is_secure())
        return given if given and is_ours else default

    def leave(self):
        where = reverse("wagtailadmin_home") if self.verb in DONE_WITH_IT else self.edit_url
        address = self.next_url(default=where)
        if self.is_fragment:
            return JsonResponse({"redirect": address})
        return HttpResponseRedirect(address)
