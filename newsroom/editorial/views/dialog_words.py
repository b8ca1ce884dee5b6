"""What the dialogs say: titles, effects, lists, and the sentence afterwards that tells what happens next."""

from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from newsroom.desks.models import RoleGroup
from newsroom.desks.queries import may, people_with_role
from newsroom.desks.roles import Right, Role
from newsroom.editorial.actions import VERBS, Submit, missing_of
from newsroom.editorial.actions.going_out import clock
from newsroom.editorial.archive.near import published_near
from newsroom.editorial.errors import Incomplete, NobodyMayApprove
from newsroom.editorial.forms import OUTCOMES, REASONS, UPDATES
from newsroom.editorial.queries import (
    authors_of,
    claim_on,
    current_gate,
    current_task_state,
    gate_before,
    gates_of,
    waiting_release,
    who_may_approve,
)
from newsroom.people.models import User
from newsroom.stories.errors import Refused
from newsroom.stories.queries import writers_of


def title(verb: str, story, *, is_last: bool) -> str:
    if verb == "submit" and is_returned(story):
        return _("Gửi lại")
    if verb == "approve" and is_last:
        return _("Duyệt đăng")
    if verb == "claim" and claim_on(story.current_workflow_task_state):
        return _("Nhận về mình")
    if verb == "send_back":
        return _("Trả lại bài")
    return str(VERBS[verb].label)


def is_returned(story) -> bool:
    state = story.current_workflow_state
    return bool(state and state.status == WorkflowState.STATUS_NEEDS_CHANGES)


def effect(verb: str, story) -> str:
    """What the button will do, in place of asking whether one is sure."""
    return {
        "recall": _("Bài về với bạn để sửa tiếp; những người ở bước duyệt không thấy bài trong việc của mình nữa."),
        "claim": _("Bạn giữ bài này để duyệt; người khác ở bước này thấy bạn đang giữ."),
        "unapprove": _("Lần duyệt bị rút lại, giờ hẹn đăng nếu có bị bỏ. Bài thành bản nháp, phải gửi duyệt lại."),
        "put_out": _("Bài lên trang ngay, đúng bản đã duyệt."),
        "schedule": _("Đến giờ này bài tự lên trang, đúng bản đã duyệt."),
        "unschedule": _("Giờ hẹn bị bỏ. Bài vẫn ở “Đã duyệt, chờ đăng”."),
        "set_embargo": _("Trước giờ này không nút nào, không giờ hẹn nào đưa bài lên trang được.") + _due(story),
        "lift_embargo": _("Bài đăng được ngay từ bây giờ. Tên bạn và lý do ghi vào nhật ký."),
        "unlock": _("Người đang giữ mất quyền giữ bài. Chữ đã lưu của người đó còn nguyên trong lịch sử."),
        "name_substitute": _("Người được chỉ định duyệt được bài này ở bước đã chọn. Việc này ghi vào nhật ký."),
    }.get(verb, "")


def _due(story) -> str:
    """What an embargo would do to the hour already set."""
    due = waiting_release(story)
    if not due:
        return ""
    return " " + _("Bài đang hẹn đăng lúc %(hour)s; nếu giờ cấm muộn hơn thì giờ hẹn này bị bỏ.") % {
        "hour": clock(due.at)
    }


def is_listed(refused: Refused) -> bool:
    return isinstance(refused, Incomplete | NobodyMayApprove)


def facts_for(verb: str, story, user) -> dict:
    match verb:
        case "submit":
            return _submit_facts(story, user)
        case "send_back":
            people = list(User.objects.filter(pk__in=writers_of(story)))
            return {"phrases": REASONS, "writers": people, "returns": _returns(story, people)}
        case "approve":
            return {"updates": UPDATES, "outcomes": OUTCOMES, "next_gate": _next_gate(story)}
        case "publish_update":
            return {"updates": UPDATES}
    return {}


def _returns(story, writers: list) -> list[tuple[str, str, str]]:
    task_state = current_task_state(story)
    before = gate_before(task_state) if task_state else None
    if not before:
        return []
    names = {"people": ", ".join(map(str, writers)), "gate": before.name}
    return [
        ("writer", _("Người viết: %(people)s") % names, _("Sửa xong gửi lại, bài đi lại từ bước đầu.")),
        ("gate", _("Bước trước: %(gate)s") % names, _("Bước ấy xem lại rồi duyệt lên, người viết không phải gửi lại.")),
    ]


def _submit_facts(story, user) -> dict:
    version = story.get_latest_revision_as_object()
    facts = {
        "needs": needs(version),
        "is_short": bool(missing_of(version)),
        "may_name": may(user, Right.SUBSTITUTE, story),
        "near": published_near(story),
    }
    try:
        gate = Submit(story=story, user=user).first_gate()
    except Refused:
        return facts
    people = who_may_approve(story, gate, also_out={user.pk})
    if people:
        return {**facts, "gate": gate, "people": people}
    return {**facts, "nobody": gate, "is_short": True, "leaders": list(people_with_role(Role.LEADER, story))}


def needs(version) -> dict:
    """The check list: `enough`, a line of names; `missing`, rows that say whether Gửi duyệt waits for them."""
    photos = [block.value for block in version.body if block.block_type == "picture"]
    photos += [item for block in version.body if block.block_type == "gallery" for item in block.value["pictures"]]
    bare = [str(number) for number, photo in enumerate(photos, 1) if not photo.get("caption")]
    rows = [
        (_("tít"), not version.is_untitled, True, "title"),
        (_("sapo"), bool(version.sapo), False, "sapo"),
        (_("nội dung"), bool(version.body), True, "body"),
        (_("chuyên mục chính"), bool(version.section_id), True, "section"),
        (_("tác giả"), bool(list(version.credits.all())), False, "credits"),
    ]
    if version.ai_provenance != "none":
        rows.append((_("công cụ AI và phần AI đã làm"), bool(version.ai_tool and version.ai_note), True, "ai_tool"))
    if bare:
        rows.append((_("Ảnh %(numbers)s chưa có chú thích") % {"numbers": ", ".join(bare)}, False, False, "body"))
    elif photos:
        rows.append((_("chú thích ảnh"), True, False, "body"))
    missing = [{"words": capfirst(row[0]), "required": row[2], "anchor": row[3]} for row in rows if not row[1]]
    return {"enough": capfirst(", ".join(row[0] for row in rows if row[1])), "missing": missing}


def _next_gate(story) -> str:
    """The gate after this one, or nothing at the last."""
    state, gate = story.current_workflow_state, current_gate(story)
    gates = gates_of(state.workflow) if state else []
    after = gates[gates.index(gate) + 1 :] if gate in gates else []
    return after[0].name if after else ""


def substitutes(story) -> dict:
    """Gates of the chain, and who may be named: people with a role here who did not write it."""
    state = story.current_workflow_state
    workflow = state.workflow if state else story.get_workflow()
    paths = [story.path[:end] for end in range(story.steplen, len(story.path) + 1, story.steplen)]
    roles = RoleGroup.objects.filter(page__path__in=paths).exclude(
        role__in=[Role.CONTRIBUTOR, Role.INSPECTOR, Role.TECHNICIAN]
    )
    people = User.objects.filter(is_active=True, groups__role_group__in=roles).exclude(pk__in=authors_of(story, state))
    return {"gates": gates_of(workflow) if workflow else [], "people": set(people.values_list("pk", flat=True))}


def done(verb: str, story, facts: dict) -> str:
    """Said after the act: what happens next, and who has the move."""
    gate = current_gate(story)
    hour = _hour(facts.get("at") or facts.get("until"))
    dropped = _hour(facts.get("unscheduled"))
    words = {
        "submit": _("Đã gửi. Bài đang chờ ở bước %(gate)s; cần sửa thì bấm Rút bài."),
        "recall": _("Đã rút bài về. Sửa xong thì gửi lại."),
        "claim": _("Bạn đang giữ bài này. Sửa xong thì bấm Duyệt hoặc Trả lại."),
        "send_back": _("Đã trả bài về bước %(gate)s, kèm lý do.")
        if gate
        else _("Đã trả bài về người viết, kèm lý do."),
        "approve": _("Đã duyệt. Bài chuyển đến bước %(gate)s.") if gate else _approved(facts),
        "unapprove": _("Đã gỡ duyệt. Bài thành bản nháp, sửa xong thì gửi duyệt lại."),
        "put_out": _("Bài đã lên trang."),
        "schedule": _("Bài tự lên trang lúc %(hour)s."),
        "unschedule": _("Đã bỏ giờ hẹn. Bài vẫn ở “Đã duyệt, chờ đăng”."),
        "publish_update": _("Bản sửa đã lên trang."),
        "take_down": _("Đã gỡ bài. Bạn đọc thấy thông báo gỡ; bài khóa và được giữ lại."),
        "reinstate": _("Bài đã trở lại trang, đúng địa chỉ cũ."),
        "set_embargo": _("Bài cấm đăng trước %(hour)s. Giờ hẹn đăng %(dropped)s đã bỏ; muốn đăng phải hẹn lại.")
        if dropped
        else _("Bài cấm đăng trước %(hour)s."),
        "lift_embargo": _("Đã bỏ cấm đăng trước."),
        "unlock": _("Đã mở khóa. Người ở bước duyệt nhận lại bài được."),
        "name_substitute": _("Đã nhờ %(person)s duyệt thay. Người đó nhận thông báo."),
    }[verb]
    said = {"gate": gate.name if gate else "", "hour": hour, "dropped": dropped, "person": facts.get("person") or ""}
    return words % said


def _hour(moment) -> str:
    """A form gives a moment, a log ISO 8601."""
    moment = parse_datetime(moment) if isinstance(moment, str) else moment
    return clock(moment) if moment else ""


def _approved(facts: dict) -> str:
    return {
        "now": _("Đã duyệt đăng. Bài đã lên trang."),
        "schedule": _("Đã duyệt đăng. Bài tự lên trang lúc %(hour)s."),
    }.get(facts.get("outcome"), _("Đã duyệt đăng. Bài chờ thư ký hoặc lãnh đạo bấm đăng hoặc hẹn giờ."))
