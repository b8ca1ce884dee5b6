"""Bố cục trang chủ: who stands at the head of a front page. Every press is a form post; only the last one is seen by readers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.home import layout
from cms.home.models import HomePage
from cms.home.queries import others_at, slots_of
from cms.home.services import as_if_placed, note_presence, place_lead, token_of
from cms.sections.models import Placement
from newsroom.desks.queries import newsrooms_for
from newsroom.desks.roles import Right
from newsroom.editorial.models import StoryStatus
from newsroom.editorial.states import ON_SITE, READY, State
from newsroom.editorial.views.base import Screen
from newsroom.search.queries import matching_ids
from newsroom.stories.entrance import is_row_number
from newsroom.stories.errors import Refused

POOL = 12
NAMES = [
    gettext_lazy("Tin chính"), gettext_lazy("Nổi bật 1"), gettext_lazy("Nổi bật 2"), gettext_lazy("Nổi bật 3"),
    gettext_lazy("Tiêu điểm 1"), gettext_lazy("Tiêu điểm 2"),
]  # fmt: skip


def homes_for(user):
    """Front pages whose lead this person may place."""
    organizations = newsrooms_for(user, Right.HOME_LEAD).values("organization")
    return HomePage.objects.filter(brand__organization__in=organizations).select_related("brand").order_by("path")


class HomeLead(Screen):
    right = Right.HOME_LEAD
    template_name = "newsroom/home/lead.html"
    page_title = gettext_lazy("Bố cục trang chủ")
    header_icon = "site"

    @cached_property
    def homes(self) -> list[HomePage]:
        return list(homes_for(self.request.user))

    @cached_property
    def home(self) -> HomePage | None:
        pk = self.kwargs.get("pk")
        if pk is None:
            return self.homes[0] if self.homes else None
        found = next((home for home in self.homes if home.pk == pk), None)
        if not found:
            raise Http404
        return found

    @cached_property
    def stories(self):
        """Only what the person's newsroom wrote can stand there."""
        return StoryStatus.objects.filter(newsroom__organization=self.home.brand.organization_id)

    def get(self, request, *args, **kwargs):
        seats = (
            [layout.Seat(slot.story_id, slot.title, slot.until) for slot in slots_of(self.home)] if self.home else []
        )
        return self.show(seats, changed=False, seen=token_of(self.home) if self.home else "")

    def post(self, request, *args, **kwargs):
        if not self.home:
            raise PermissionDenied
        seats, (verb, _sep, target) = layout.read(request.POST), request.POST.get("do", "").partition(":")
        known = set(self.stories.filter(pk__in=[seat.story_id for seat in seats]).values_list("pk", flat=True))
        seats = [seat for seat in seats if seat.story_id in known]
        place = int(target) if is_row_number(target) else 0
        if verb == "preview":
            return self.preview(seats)
        if verb == "save":
            return self.save(seats)
        into = request.POST.get("into", "")
        if verb == "up":
            seats = layout.move(seats, place, -1)
        elif verb == "down":
            seats = layout.move(seats, place, +1)
        elif verb == "drop":
            seats = layout.leave(seats, place)
        elif verb == "change":
            return self.show(seats, into=place)
        elif verb == "put" and self.stories.filter(pk=place).exists():
            seats = layout.put(seats, place, int(into) if is_row_number(into) else None)
        elif verb == "find" and is_row_number(into):
            return self.show(seats, into=int(into))
        return self.show(seats)

    def save(self, seats):
        try:
            place_lead(
                home=self.home,
                seats=seats,
                seen=self.request.POST.get("seen", ""),
                user=self.request.user,
                now=self.now,
            )
        except Refused as refused:
            messages.error(self.request, str(refused))
            return self.show(seats, status=409)
        messages.success(self.request, _("Bố cục mới đã lên trang chủ."))
        return redirect("newsroom_home_lead_of", self.home.pk)

    def preview(self, seats):
        """The front page as readers would get it with these stories."""
        self.request._wagtail_site = self.home.get_site()
        with as_if_placed(home=self.home, seats=seats, user=self.request.user, now=self.now):
            return self.home.serve(self.request).render()

    def show(self, seats, *, changed=True, seen=None, into=None, status=200):
        seen = self.request.POST.get("seen", "") if seen is None else seen
        context = self.get_context_data(seats=seats, changed=changed, seen=seen, into=into)
        return self.render_to_response(context, status=status)

    def get_context_data(self, *, seats, changed, seen, into, **kwargs):
        context = {**super().get_context_data(**kwargs), "home": self.home, "homes": self.homes, "changed": changed}
        if not self.home:
            return context
        note_presence(home=self.home, user=self.request.user, now=self.now, is_editing=changed)
        query = self.request.POST.get("q", "").strip()
        newest = self.home.lead_slots.order_by("-placed_at").select_related("placed_by").first()
        return {
            **context, "seen": seen, "into": into, "into_name": NAMES[into] if into is not None and into < len(NAMES) else "",
            "query": query, "newest": newest, "others": others_at(self.home, self.request.user), "slots": self.slots(seats), "pool": self.pool(seats, query),
            "last": len(seats) - 1, "full": len(seats) >= layout.SEATS,
        }  # fmt: skip

    def slots(self, seats):
        """Seats with their stories, then what the clock fills in."""
        rows = self.stories.select_related("section", "gate", "story__card_picture").in_bulk(
            [s.story_id for s in seats]
        )
        placed = [(NAMES[place], seat, rows[seat.story_id]) for place, seat in enumerate(seats)]
        free = layout.SEATS - len(seats)
        by_clock = (
            Placement.objects.filter(brand=self.home.brand, is_main__in=(True,))
            .exclude(story__in=rows)
            .order_by("-sorted_at", "-pk")
            .select_related("story__card_picture", "section")[:free]
        )
        # As `pictures_first` does on the page itself.
        by_clock = sorted(by_clock, key=lambda placement: placement.story.card_picture is None)
        auto = [(NAMES[len(seats) + at], placement) for at, placement in enumerate(by_clock)]
        return {"placed": placed, "auto": auto}

    def pool(self, seats, query: str):
        """What may be placed: on the site or ready for it, newest first; or what the words find."""
        rows = self.stories.exclude(pk__in=[seat.story_id for seat in seats]).exclude(state=State.WITHDRAWN)
        rows = rows.select_related("section", "gate")
        if query:
            best = matching_ids(["story"], query, prefix=True)
            found = rows.in_bulk(best)
            return [found[pk] for pk in best if pk in found][:POOL]
        return list(rows.filter(state__in=ON_SITE | READY).order_by("-saved_at")[:POOL])
