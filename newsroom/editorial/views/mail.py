from django.http import Http404
from django.utils.translation import gettext_lazy as _

from newsroom.editorial import mailbox
from newsroom.editorial.views.base import HouseScreen


class Mail(HouseScreen):
    """Thư đã viết ra tệp: only where no mail server is set up."""

    template_name = "newsroom/mail/list.html"
    page_title = _("Thư đã viết ra tệp")
    header_icon = "mail"

    def get_context_data(self, **kwargs):
        if not mailbox.is_kept():
            raise Http404
        return {**super().get_context_data(**kwargs), "letters": mailbox.letters(self.request.user)}


class Letter(HouseScreen):
    template_name = "newsroom/mail/letter.html"
    header_icon = "mail"

    def get(self, request, *args, name, **kwargs):
        self.letter = mailbox.letter(request.user, name)
        if not self.letter:
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_page_title(self):
        return self.letter.subject

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "letter": self.letter}
