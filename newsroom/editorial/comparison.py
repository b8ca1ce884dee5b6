"""Two versions of a story side by side in one column: words, not lines.

`compare(before, after)` takes two Story objects (any revision's) and reads nothing but them and their pictures.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from newsroom.editorial.units import Photo, Unit, named, photos_of, units_of

_TOKEN = re.compile(r"(\d+(?:[.,:/]\d+)*|[\w\u0300-\u036f]+(?:['’ʼ][\w\u0300-\u036f]+)*|[^\w\s])(\s*)")
_ALIKE = 0.35  # below this share of common words two paragraphs are two paragraphs, not one that was rewritten


@dataclass(frozen=True)
class Piece:
    """`kind`: same, ins or del."""

    kind: str
    text: str


@dataclass
class Change:
    """One place that differs: `label` says where, `note` what cannot be shown as words."""

    label: str
    pieces: list[Piece]
    field: str = ""
    before: str = ""
    after: str = ""
    note: str = ""
    is_title: bool = False
    by: object = None
    at: object = None


@dataclass
class Run:
    """Units in a row that did not change: folded on screen."""

    units: list[Unit]


@dataclass
class PhotoChange:
    """`kind`: gone, new or changed."""

    kind: str
    photo: Photo
    number: int
    details: list[tuple[str, list[Piece]]] = field(default_factory=list)


@dataclass
class Comparison:
    """`head` and `particulars` are changes, `body` changes and folded runs, `same` names of fields left alone."""

    head: list[Change]
    body: list[Change | Run]
    photos: list[PhotoChange]
    particulars: list[Change]
    same: list[str]

    @property
    def changes(self) -> list[Change]:
        return [*self.head, *(part for part in self.body if isinstance(part, Change)), *self.particulars]

    @property
    def places(self) -> int:
        return len(self.changes) + len(self.photos)

    def _words(self, kind: str) -> int:
        pieces = [piece for change in self.changes for piece in change.pieces]
        pieces += [piece for photo in self.photos for _label, words in photo.details for piece in words]
        return sum(count_words(piece.text) for piece in pieces if piece.kind == kind)

    @property
    def added(self) -> int:
        return self._words("ins")

    @property
    def removed(self) -> int:
        return self._words("del")


def count_words(text: str) -> int:
    return sum(any(letter.isalnum() for letter in word) for word in text.split())


def compare(before, after) -> Comparison:
    head, particulars, same = [], [], []
    for name, label, text in _head_fields():
        _note_field(head, same, name, label, text(before), text(after))
    for name, label, text in _particulars():
        _note_field(particulars, same, name, label, text(before), text(after))
    body = _compare_units(units_of(before), units_of(after))
    return Comparison(head, body, _compare_photos(photos_of(before), photos_of(after)), particulars, same)


def _note_field(changes: list, same: list, name: str, label: str, old: str, new: str) -> None:
    if old == new:
        same.append(label)
    else:
        changes.append(Change(label, words(old, new), field=name, before=old, after=new, is_title=name == "title"))


def _head_fields():
    return [
        ("kicker", _("Tít phụ trên"), lambda story: story.kicker),
        ("title", _("Tít"), lambda story: story.title),
        ("short_title", _("Tít ngắn"), lambda story: story.short_title),
        ("sapo", _("Sapo"), lambda story: story.sapo),
    ]


def _particulars():
    names = lambda rows: ", ".join(sorted(str(row) for row in rows))  # noqa: E731
    credits = lambda story: ", ".join(str(row) for row in story.credits.all())  # noqa: E731
    ai = lambda story: " · ".join(filter(None, [story.get_ai_provenance_display(), story.ai_tool, story.ai_note]))  # noqa: E731
    return [
        ("lead_media", _("Video, âm thanh chính"), lambda story: named(story.lead_media)),
        ("section", _("Chuyên mục chính"), lambda story: str(story.section or "")),
        ("other_sections", _("Chuyên mục khác"), lambda story: names(story.other_sections.all())),
        ("genre", _("Thể loại"), lambda story: str(story.genre or "")),
        ("credits", _("Tác giả"), credits),
        ("source", _("Nguồn tin"), lambda story: story.source),
        ("tags", _("Thẻ"), lambda story: names(story.tags.all())),
        ("places", _("Địa danh"), lambda story: names(story.places.all())),
        ("language", _("Ngôn ngữ"), lambda story: story.get_language_display()),
        ("ai_provenance", _("Trí tuệ nhân tạo"), ai),
        ("note", _("Ghi chú cho biên tập"), lambda story: story.note),
    ]


def words(old: str, new: str) -> list[Piece]:
    """`old` turned into `new`, word by word; numbers such as 35.000 are one word."""
    was, now = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, [key for key, _gap in was], [key for key, _gap in now], autojunk=False)
    for step, i, j, k, m in matcher.get_opcodes():
        if step == "equal":
            pieces.append(Piece("same", _joined(now[k:m])))
            continue
        if i < j:
            pieces.append(Piece("del", _joined(was[i:j])))
        if k < m:
            pieces.append(Piece("ins", _joined(now[k:m])))
    return pieces


def _joined(tokens) -> str:
    return "".join(word + gap for word, gap in tokens)


def _compare_units(before: list[Unit], after: list[Unit]) -> list[Change | Run]:
    parts: list[Change | Run] = []
    matcher = SequenceMatcher(None, [unit.key for unit in before], [unit.key for unit in after], autojunk=False)
    for step, i, j, k, m in matcher.get_opcodes():
        if step == "equal":
            parts.append(Run(after[k:m]))
        else:
            parts += [_unit_change(old, new) for old, new in _paired(before[i:j], after[k:m])]
    return parts


def _unit_change(old: Unit | None, new: Unit | None) -> Change:
    one = new or old
    note = ""
    if old and new and old.text == new.text:
        note = (
            _("Đổi kiểu chữ")
            if old.kind == new.kind
            else _("Đổi từ %(old)s sang %(new)s") % {"old": old.name, "new": new.name}
        )
    was, now = old.text if old else "", new.text if new else ""
    return Change(one.label, words(was, now), "body", was, now, note, is_title=one.kind == "heading")


def _paired(old: list[Unit], new: list[Unit]) -> list[tuple[Unit | None, Unit | None]]:
    """The pairing, in order, that keeps most words in common; what has no like stands alone."""
    if not old or not new or len(old) * len(new) > 10_000:
        return [*((unit, None) for unit in old), *((None, unit) for unit in new)]
    bags_old, bags_new = [Counter(unit.text.split()) for unit in old], [Counter(unit.text.split()) for unit in new]
    best = [[0.0] * (len(new) + 1) for _row in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], _likeness(bags_old[i], bags_new[j]) + best[i + 1][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        alike = _likeness(bags_old[i], bags_new[j])
        if alike and best[i][j] == alike + best[i + 1][j + 1]:
            pairs.append((old[i], new[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((old[i], None))
            i += 1
        else:
            pairs.append((None, new[j]))
            j += 1
    return [*pairs, *((unit, None) for unit in old[i:]), *((None, unit) for unit in new[j:])]


def _likeness(one: Counter, other: Counter) -> float:
    """Share of words in common, 0 when the two are not one paragraph rewritten."""
    total = one.total() + other.total()
    share = 2 * (one & other).total() / total if total else 0.0
    return share if share >= _ALIKE else 0.0


def _compare_photos(before: list[Photo], after: list[Photo]) -> list[PhotoChange]:
    left = {photo.key: photo for photo in before}
    changes = []
    for number, photo in enumerate(after, 1):
        old = left.pop(photo.key, None)
        if not old:
            changes.append(PhotoChange("new", photo, number))
        elif details := [
            (label, words(was, now))
            for (label, was), (_same, now) in zip(old.words, photo.words, strict=True)
            if was != now
        ]:
            changes.append(PhotoChange("changed", photo, number, details))
    gone = [PhotoChange("gone", photo, number) for number, photo in enumerate(before, 1) if photo.key in left]
    return [*gone, *changes]
