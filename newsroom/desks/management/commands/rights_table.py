from django.core.management.base import BaseCommand
from django.utils.translation import override

from newsroom.desks.roles import DESK_ROLES, GRANTS, Right, Role

HEAD = """# Ai được làm gì

In từ bảng `GRANTS` trong `newsroom/desks/roles.py`: `make manage ARGS='rights_table' > docs/phan-quyen.md`. Trong màn hình quản trị: *Trợ giúp → Ai được làm gì*.

Vai ở **ban** ({desk}) chỉ có hiệu lực trong ban đó; vai ở **tòa soạn** ({newsroom}) có hiệu lực ở mọi ban. Một người giữ được nhiều vai. Ngoài bảng này: người viết và người đứng tên luôn sửa được bài của mình; không ai tự duyệt, tự đăng bài của mình, cũng không duyệt hai bước của một bài; quản trị viên không viết, không duyệt bài.
"""


class Command(BaseCommand):
    help = "In bảng vai và quyền cho docs/phan-quyen.md."

    def handle(self, *args, **options):
        with override("vi"):
            self.stdout.write(table())


def table() -> str:
    lines = [
        HEAD.format(
            desk=", ".join(str(role.label).lower() for role in Role if role in DESK_ROLES),
            newsroom=", ".join(str(role.label).lower() for role in Role if role not in DESK_ROLES),
        ),
        "| việc | " + " | ".join(str(role.label) for role in Role) + " |",
        "|---|" + ":-:|" * len(Role),
    ]
    for right in Right:
        cells = ("✓" if right in GRANTS[role] else "" for role in Role)
        lines.append(f"| {right.label} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
