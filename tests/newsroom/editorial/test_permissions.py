"""Role × act × own, same desk, other desk, other organization: what the newsroom's web addresses answer.

The tables are written out by hand, from the newsroom's rules and not from the code that keeps them.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from newsroom.desks.roles import Role
from newsroom.editorial.actions import VERBS as ACTIONS
from newsroom.editorial.models import Submission
from newsroom.people.models import User
from newsroom.stories.models import Story
from tests.factories import DeskFactory, NewsroomFactory, OrganizationFactory, UserFactory
from tests.newsroom.editorial.editing import edit_url, posted, send
from tests.newsroom.editorial.verbs_house import edit, in_hours

CONTRIBUTOR, REPORTER, EDITOR, CHIEF = "contributor", "reporter", "editor", "chief"
SECRETARY, LEADER, INSPECTOR, TECHNICIAN, ADMINISTRATOR = (
    "secretary", "leader", "inspector", "technician", "administrator",
)  # fmt: skip
SUPERUSER = "superuser without a role"
DESK_ROLES = {CONTRIBUTOR, REPORTER, EDITOR, CHIEF}
ROLES = [*sorted(DESK_ROLES), SECRETARY, LEADER, INSPECTOR, TECHNICIAN, ADMINISTRATOR]
EVERYBODY = {*ROLES, SUPERUSER}
WHOLE_HOUSE = {SECRETARY, LEADER}
EDITING = {EDITOR, CHIEF, *WHOLE_HOUSE}
NOBODY: set[str] = set()

# act: (who may on their own story, on a colleague's of the same desk, of another desk). Of another organization: nobody.
VERBS = {
    "submit": (EVERYBODY, EDITING, WHOLE_HOUSE),
    "recall": (EVERYBODY, NOBODY, NOBODY),
    "claim": ({CHIEF}, {CHIEF}, NOBODY),
    "send_back": ({CHIEF}, {CHIEF}, NOBODY),
    "approve": (NOBODY, {CHIEF}, NOBODY),
    "approve, last gate": (NOBODY, {LEADER}, {LEADER}),
    "approve and put out": (NOBODY, {LEADER}, {LEADER}),
    "put_out": (NOBODY, WHOLE_HOUSE, WHOLE_HOUSE),
    "schedule": (NOBODY, WHOLE_HOUSE, WHOLE_HOUSE),
    "unschedule": (NOBODY, WHOLE_HOUSE, WHOLE_HOUSE),
    "unapprove": (NOBODY, WHOLE_HOUSE, WHOLE_HOUSE),
    "publish_update": (NOBODY, {LEADER}, {LEADER}),
    "take_down": ({LEADER}, {LEADER}, {LEADER}),
    "take_down, ordered": (WHOLE_HOUSE, WHOLE_HOUSE, WHOLE_HOUSE),
    "reinstate": ({LEADER}, {LEADER}, {LEADER}),
    "reinstate, ordered": (WHOLE_HOUSE, WHOLE_HOUSE, WHOLE_HOUSE),
    "set_embargo": ({REPORTER, *EDITING}, EDITING, WHOLE_HOUSE),
    "lift_embargo": (WHOLE_HOUSE, WHOLE_HOUSE, WHOLE_HOUSE),
    "unlock": ({CHIEF, SECRETARY}, {CHIEF, SECRETARY}, {SECRETARY}),
    "name_substitute": ({LEADER}, {LEADER}, {LEADER}),
    "tin nóng": ({REPORTER, *EDITING}, EDITING, WHOLE_HOUSE),
}
READING = {REPORTER, *EDITING}
# Wagtail's own screens of a draft.
SCREENS = {
    "open in the editor": (EVERYBODY, EDITING, WHOLE_HOUSE),
    "save": (EVERYBODY, EDITING, WHOLE_HOUSE),
    "read": (EVERYBODY, READING, WHOLE_HOUSE),
    "preview": (EVERYBODY, READING, WHOLE_HOUSE),
    "compare": (EVERYBODY, READING, WHOLE_HOUSE),
    "delete": (EVERYBODY, NOBODY, NOBODY),
    "copy": ({CONTRIBUTOR, REPORTER, *EDITING}, READING, WHOLE_HOUSE),
    "unpublish": (NOBODY, NOBODY, NOBODY),
    "lock": (NOBODY, NOBODY, NOBODY),
    "set privacy": (NOBODY, NOBODY, NOBODY),
    "publish in bulk": (NOBODY, NOBODY, NOBODY),
    "delete in bulk": (EVERYBODY, NOBODY, NOBODY),
}
WRITE_NEW = ({CONTRIBUTOR, REPORTER, *EDITING}, WHOLE_HOUSE)  # at the own desk, at another

ORDERED = {"reason": "Sai sự thật", "explanation": "Nhầm.", "document_number": "112/CV", "document_date": "2026-11-20"}
ALONE = {"reason": "Sai sự thật", "explanation": "Nhầm.", "no_document": "on"}


@pytest.fixture
def people(house):
    """{place: {role: person}}: the same nine roles at the story's desk, at another desk, in another organization."""
    far = NewsroomFactory(organization=OrganizationFactory())
    far_desk = DeskFactory(parent=far)

    def staff(desk, newsroom):
        return {role: house.person(role, desk if role in DESK_ROLES else newsroom) for role in ROLES}

    here = staff(house.desk, house.newsroom)
    elsewhere = {
        role: house.person(role, house.other_desk) for role in sorted(DESK_ROLES)
    }  # the others reach every desk
    root = UserFactory(is_superuser=True)
    return {
        "own": {**here, SUPERUSER: root},
        "same desk": {**here, SUPERUSER: root},
        "other desk": elsewhere,
        "other organization": staff(far_desk, far),
    }


def stand(house, case: str) -> tuple[Story, str, dict]:
    """A story where this act applies, the verb, and what its dialog posts."""
    verb, _comma, detail = case.partition(", ")
    match verb:
        case "submit" | "name_substitute" | "set_embargo" | "tin nóng":
            story = house.draft()
        case "recall" | "claim" | "send_back":
            story = house.submitted()
        case "approve":
            story = house.at_last_gate() if detail else house.submitted()
        case "approve and put out":
            story = house.at_last_gate()
        case "put_out" | "schedule" | "unapprove":
            story = house.approved()
        case "unschedule":
            story = house.approved(outcome="schedule", at=in_hours(2))
        case "publish_update" | "take_down" | "reinstate":
            story = house.live()
        case "lift_embargo":
            story = house.do("set_embargo", house.draft(), house.reporter, until=in_hours(2))
        case "unlock":
            story = house.do("claim", house.submitted(), house.second_chief)
    if verb == "publish_update":
        edit(story, house.reporter, title="Bản sửa")
    if verb == "reinstate":
        house.do("take_down", story, house.second_leader, reason="Sai sự thật")
    story = Story.objects.get(pk=story.pk)
    later = timezone.localtime(timezone.now() + timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M")
    facts = {
        "send_back": {"reason": "Thiếu nguồn"},
        "approve": {"revision_id": story.latest_revision_id, "outcome": "hold"},
        "approve and put out": {"revision_id": story.latest_revision_id, "outcome": "now"},
        "schedule": {"at": later},
        "publish_update": {"revision_id": story.latest_revision_id, "significance": "minor"},
        "take_down": ORDERED if detail else ALONE,
        "reinstate": ORDERED if detail else ALONE,
        "set_embargo": {"until": later},
        "lift_embargo": {"reason": "Họp báo sớm"},
        "name_substitute": {"person": house.colleague.pk, "gate": _first_gate(story)},
        "tin nóng": {"urgent": "on"},
    }.get(verb, {})
    return story, {"tin nóng": "submit", "approve and put out": "approve"}.get(verb, verb), facts


def _first_gate(story):
    return story.get_workflow().workflow_tasks.first().task_id


def each(people):
    """(place, role, person) of everybody."""
    for place, staff in people.items():
        for role, person in staff.items():
            yield place, role, person


@pytest.mark.parametrize("case", VERBS)
def test_who_may_do_what(house, people, client, case):
    story, verb, facts = stand(house, case)
    allowed = dict(zip(("own", "same desk", "other desk"), VERBS[case], strict=True))
    address = reverse("story_action", args=[story.pk, verb])
    before = _done(story, verb)
    wrong = []
    for place, role, person in each(people):
        with transaction.atomic():
            if place == "own":
                Story.objects.filter(pk=story.pk).update(owner=person)
            client.force_login(User.objects.get(pk=person.pk))
            response = client.post(address, facts, headers={"x-requested-with": "XMLHttpRequest"})
            did = _done(story, verb) > before
            if case == "tin nóng":
                did = did and Submission.objects.get(story=story).urgent
            if did != (role in allowed.get(place, NOBODY)):
                wrong.append((place, role, "did" if did else "did not", response.status_code, _sentence(response)))
            assert response.status_code in (200, 302, 403, 409, 422)
            transaction.set_rollback(True)
    assert wrong == []


def _done(story, verb) -> int:
    return PageLogEntry.objects.filter(page=story.pk, action=f"newsroom.{verb}").count()


def _sentence(response) -> str:
    return str(response.context["refused"]) if response.context and "refused" in response.context else ""


def test_a_stranger_without_a_login_is_asked_for_one(house, client):
    story = house.live()
    before = PageLogEntry.objects.count()
    doors = [reverse("story_action", args=[story.pk, verb]) for verb in ACTIONS]
    doors += [f"/quan-tri/pages/{story.pk}/{screen}/" for screen in ("edit", "delete", "copy", "unpublish", "history")]
    for door in doors:
        for response in (client.get(door), client.post(door, ORDERED)):
            assert response.status_code == 302 and "next=" in response["location"], door
    assert PageLogEntry.objects.count() == before and Story.objects.get(pk=story.pk).live


def visit(client, house, story, screen: str) -> bool:
    """Whether the person got what they asked for."""
    pages = "wagtailadmin_pages"
    match screen:
        case "open in the editor":
            return client.get(reverse(f"{pages}:edit", args=[story.pk])).status_code == 200
        case "save":
            count = story.revisions.count()
            send(client, edit_url(story), posted(title="Tít đã sửa"))
            return story.revisions.count() > count
        case "read":
            return client.get(reverse("story_read", args=[story.pk])).status_code == 200
        case "preview":
            return client.get(reverse(f"{pages}:view_draft", args=[story.pk])).status_code == 200
        case "compare":
            return client.get(reverse("story_diff", args=[story.pk])).status_code == 200
        case "delete":
            client.post(reverse(f"{pages}:delete", args=[story.pk]))
            return not Story.objects.filter(pk=story.pk).exists()
        case "delete in bulk":
            client.post(f"/quan-tri/bulk/wagtailcore/page/delete/?id={story.pk}&next=/")
            return not Story.objects.filter(pk=story.pk).exists()
        case "copy":
            facts = {"new_title": "Bản chép", "new_slug": "ban-chep", "new_parent_page": house.desk.pk}
            client.post(reverse(f"{pages}:copy", args=[story.pk]), facts)
            return Story.objects.filter(slug="ban-chep").exists()
        case "unpublish":
            client.post(reverse(f"{pages}:unpublish", args=[story.pk]))
            return Story.objects.get(pk=story.pk).live != story.live
        case "lock":
            client.post(reverse(f"{pages}:lock", args=[story.pk]))
            return Story.objects.get(pk=story.pk).locked
        case "set privacy":
            client.post(reverse(f"{pages}:set_privacy", args=[story.pk]), {"restriction_type": "login"})
            return story.view_restrictions.exists()
        case "publish in bulk":
            client.post(f"/quan-tri/bulk/wagtailcore/page/publish/?id={story.pk}&next=/", {"include_descendants": "on"})
            return Story.objects.get(pk=story.pk).live
    raise ValueError(screen)


@pytest.mark.parametrize("screen", SCREENS)
def test_who_gets_past_wagtail_s_own_screens(house, people, client, screen):
    story = house.draft()
    allowed = dict(zip(("own", "same desk", "other desk"), SCREENS[screen], strict=True))
    wrong = []
    for place, role, person in each(people):
        with transaction.atomic():
            if place == "own":
                Story.objects.filter(pk=story.pk).update(owner=person)
            client.force_login(User.objects.get(pk=person.pk))
            got = visit(client, house, story, screen)
            if got != (role in allowed.get(place, NOBODY)):
                wrong.append((place, role, "got it" if got else "did not"))
            transaction.set_rollback(True)
    assert wrong == []


@pytest.mark.parametrize("screen", ["unpublish", "delete", "delete in bulk", "copy", "lock", "set privacy"])
def test_nobody_at_all_does_these_to_a_published_story(house, people, client, screen):
    story = house.live()
    for _place, role, person in each(people):
        with transaction.atomic():
            client.force_login(User.objects.get(pk=person.pk))
            assert not visit(client, house, story, screen), role
            transaction.set_rollback(True)


def test_who_writes_where(house, people, client):
    wrong = []
    for place, role, person in each(people):
        client.force_login(User.objects.get(pk=person.pk))
        for desk, allowed in zip((house.desk, house.other_desk), WRITE_NEW, strict=True):
            if place in ("own", "other desk"):
                continue
            address = reverse("wagtailadmin_pages:add", args=["stories", "story", desk.pk])
            got = client.get(address).status_code == 200
            if got != (role in (allowed if place == "same desk" else NOBODY)):
                wrong.append((place, role, str(desk), got))
    assert wrong == []


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/quan-tri/", EVERYBODY),
        ("/quan-tri/tin-bai/", EVERYBODY - {INSPECTOR, TECHNICIAN, ADMINISTRATOR, SUPERUSER}),
        ("/quan-tri/viet-bai/", {CONTRIBUTOR, REPORTER, *EDITING}),
    ],
)
def test_who_opens_which_list(people, client, address, allowed):
    for role, person in people["same desk"].items():
        client.force_login(User.objects.get(pk=person.pk))
        response = client.get(address)
        is_open = response.status_code == 200 or (response.status_code == 302 and "/add/" in response["location"])
        assert is_open == (role in allowed), (role, response.status_code)


def test_every_role_and_every_verb_is_in_the_tables():
    assert set(ROLES) == set(Role.values)
    assert set(ACTIONS) <= {case.partition(",")[0] for case in VERBS}
