import os
from getpass import getpass

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from newsroom.desks.models import RoleGroup
from newsroom.desks.roles import Role
from newsroom.people.errors import AdministratorExists
from newsroom.people.services import check_no_administrator, make_administrator


class Command(BaseCommand):
    help = "Tạo tài khoản quản trị đầu tiên. Hỏi tên đăng nhập, thư điện tử và mật khẩu, hoặc lấy từ biến môi trường."

    def add_arguments(self, parser):
        parser.add_argument("--another", action="store_true", help="tạo thêm dù đã có quản trị viên")

    def handle(self, *, another, **options):
        try:
            if not another:
                check_no_administrator()
            person = make_administrator(
                username=_answer("ADMINISTRATOR_USERNAME", "Tên đăng nhập: "),
                email=_answer("ADMINISTRATOR_EMAIL", "Thư điện tử: "),
                password=_answer("ADMINISTRATOR_PASSWORD", "Mật khẩu (ít nhất 10 ký tự, gõ không hiện): ", ask=getpass),
            )
        except AdministratorExists:
            raise CommandError(
                "Đã có quản trị viên. Nếu cần thêm một người nữa: make administrator ARGS=--another"
            ) from None
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        for role in RoleGroup.objects.filter(role=Role.ADMINISTRATOR).select_related("group"):
            role.group.user_set.add(person)
        self.stdout.write(f"Đã tạo tài khoản quản trị “{person.username}”. Đăng nhập ở /quan-tri/")


def _answer(variable: str, question: str, ask=input) -> str:
    try:
        return os.environ.get(variable) or ask(question)
    except EOFError:
        raise CommandError(f"Chưa có câu trả lời. Hãy chạy ở cửa sổ gõ được, hoặc đặt biến {variable}.") from None
