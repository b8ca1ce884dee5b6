from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render
from django.urls import reverse
from django.views import View


class Entrance(View):
    """Where Wagtail sends whoever may not come in: to log in, or, once logged in, to a page that says what is missing.

    Straight to the login page would be a circle: that page sends people who are logged in back here.
    """

    def get(self, request):
        if request.user.is_authenticated:
            return render(request, "newsroom/no_entry.html", status=403)
        return redirect_to_login(request.GET.get("next") or reverse("wagtailadmin_home"), reverse("account_login"))
