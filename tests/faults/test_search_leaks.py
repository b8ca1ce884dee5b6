"""Whatever is typed, nobody finds what is not theirs: not in results, counts, corrections or suggestions."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from newsroom.desks.roles import Role
from newsroom.editorial.archive.filters import filters_of
from newsroom.language import fold
from newsroom.search.queries import search_public, search_staff, suggest
from newsroom.stories.models import Embargo, Story, Withdrawal
from tests.factories import ContributorFactory, DeskFactory, NewsroomFactory, StoryFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.faults]

SECRET = "Zutoquavi"  # stands in nothing but what must stay hidden
COMMON = ("Đắk Lắk", "cà phê", "cao tốc", "Ea H'leo", "học sinh", "giá", "lễ hội", "Ƀuôn Đôn", "3.500đ")
SYNTAX = ('"{}"', "-{}", "{} OR {}", "{}*", "title:{}", "({} {})", "{}  {} {}", "“{} {}”", "{}\x00{}")


def hidden_and_shown():
    """(member of another house, everything hidden, what readers have). Names and words of hidden things carry SECRET."""
    ours, theirs = DeskFactory(parent=NewsroomFactory()), DeskFactory(parent=NewsroomFactory())
    member = UserFactory(roles=[(Role.REPORTER, theirs)])
    words = iter(f"{SECRET} {word}" for word in COMMON * 2)

    def body():
        return [("paragraph", {"text": f"<p>{next(words)}</p>", "language": ""})]

    def told(**facts):
        return StoryFactory(desk=ours, title=f"{next(words)} ở Đắk Lắk", body=body(), **facts)

    pen = ContributorFactory(name=f"{SECRET} Niê", pen_name="Sương Sớm")
    draft, withdrawn, embargoed = told(), told(published=True), told(published=True)
    Withdrawal.objects.create(story=withdrawn, reason="Sai sự thật", at=timezone.now())
    Story.objects.get(pk=withdrawn.pk).unpublish()
    Embargo.objects.create(
        story=embargoed, until=timezone.now() + timedelta(hours=2), set_by=member, set_at=timezone.now()
    )
    live = StoryFactory(desk=ours, title="Cà phê Đắk Lắk được giá", authors=[pen], published=True)
    version = live.get_latest_revision_as_object()
    version.title = f"Cà phê Đắk Lắk {SECRET}"
    version.save_revision()
    return member, {draft.pk, withdrawn.pk, embargoed.pk}, live


def queries(number: int):
    chance = random.Random(20261125)
    words = [*COMMON, SECRET, fold(SECRET), SECRET[:5], "zutoquavy", "niê", "zuto quavi", "Sương Sớm"]
    for _ in range(number):
        text = " ".join(chance.sample(words, chance.randint(1, 3)))
        if chance.random() < 0.3:
            text = chance.choice(SYNTAX).format(*(chance.choice(words) for _ in range(3)))
        if chance.random() < 0.2:
            text = "".join(chance.sample(text, len(text)))
        yield text, chance.choice([{}, {"xep": "newest"}, {"luc": "week"}, {"loai": "story"}, {"trang": "2"}])


def test_nobody_finds_what_is_not_theirs(count):
    member, hidden, live = hidden_and_shown()
    now, found = timezone.now(), 0
    for text, chosen in queries(count(short=150, full=10_000)):
        sort = chosen.get("xep", "relevance")
        public = search_public(text, sort=sort, facets=True, now=now)
        staff = search_staff(text, user=member, filters=filters_of(chosen, now), sort=sort, facets=True, now=now)
        for results in (public, staff):
            shown = [f"{row.title} {row.extract_html} {row.url}" for row in results.rows]
            assert not {row.object_id for row in results.rows if row.kind == "story"} & hidden, text
            assert fold(SECRET) not in fold(" ".join([*shown, results.did_you_mean])), text
        assert fold(SECRET) not in fold(" ".join(suggest(text))), text
        found += live.pk in {row.object_id for row in public.rows if row.kind == "story"}
    assert found, "what may be found is found"
