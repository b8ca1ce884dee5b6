import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsroom.search import evaluation
from newsroom.search.errors import EngineAway, NoSuchEngineHere
from newsroom.search.scratch import ENGINES


class Command(BaseCommand):
    help = (
        "Đo một bộ máy tìm kiếm trên văn bản của riêng phép đo: tìm thấy bao nhiêu, nhanh chừng nào, theo từng cách gõ."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--engine", required=True, choices=ENGINES)
        parser.add_argument("--docs", required=True, type=Path, help="JSON: danh sách văn bản.")
        parser.add_argument(
            "--queries", required=True, type=Path, help='JSON: danh sách {"id": vị trí, "<cách gõ>": chữ, …}.'
        )
        parser.add_argument("--json", action="store_true", help="In kết quả bằng JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        texts, queries = self._read(options["docs"]), self._read(options["queries"])
        try:
            measured = evaluation.evaluate(options["engine"], texts, queries)
        except (NoSuchEngineHere, EngineAway) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            spellings = {name: asdict(each) for name, each in measured.items()}
            result = {"engine": options["engine"], "documents": len(texts), "spellings": spellings}
            self.stdout.write(json.dumps(result, ensure_ascii=False))
            return
        self.stdout.write(f"{options['engine']}, {len(texts)} văn bản")
        self.stdout.write(f"{'cách gõ':<20}{'recall@10':>10}{'MRR':>8}{'p50 ms':>9}{'riêng bộ máy':>14}")
        for name, each in measured.items():
            self.stdout.write(
                f"{name:<20}{each.recall:>10.3f}{each.mrr:>8.3f}{each.p50_ms:>9.2f}{each.raw_p50_ms:>14.2f}"
            )

    def _read(self, path: Path) -> Any:
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise CommandError(f"Không đọc được {path}: {error}") from error
