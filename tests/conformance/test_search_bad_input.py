"""Nothing that can be typed, pasted or stored breaks an engine."""

import pytest

from newsroom.search.engines import Query, engine_of
from newsroom.search.finding import synonyms
from newsroom.search.models import PublicDocument
from newsroom.search.parser import parse
from tests.conformance.conftest import NOW, write

pytestmark = [pytest.mark.datalayer, pytest.mark.django_db]


HOSTILE = [
    "", " ", '"', 'tivi 12"', "'", "\x00", "a\x00b", "(", ")", "(((", "AND", "OR NOT", "NEAR(a b)", "title:a", "{a b}:c", "^a", "a*", "*", "-", "- -", "--a",
    "a -\"b", '"a" "b', "“a", "a & b | !c <-> d:*", "\\", "a\\'b", "%", "_", "%s", "{}", "🎉", "👨\u200d👩\u200d👧", "\ud800", "a\udfffb", "\u0306", "ê̆" * 100, "½ ﷺ ﬁ",
    "a" * 20_000, "chữ " * 5_000, "\n\t\r", "<script>alert(1)</script>", "; DROP TABLE x; --", "a:b:c", "field:(x OR y)~2^3", "[a TO b]", "/re.*/", "+a", "a||b", "ʼ", "’’’", "H'", "'leo",
    "١٢٣", "漢字かな", "ไทย ภาษา", "\u202eabc", "ß İ ŉ ǰ", "1.000.000.000", "-" * 300, "\"" * 301, "a'b'c'd'e'f", "m m m m m m",
]  # fmt: skip


@pytest.mark.parametrize("part", range(4))
def test_nothing_that_is_typed_breaks_it(settled, engine, part):
    for number, typed in enumerate(HOSTILE[part::4], 1):
        write("Mưa lớn ở Đắk Lắk", *[("", "")] * number, (typed, typed))
    settled()
    for typed in HOSTILE[part::4]:
        for prefix in (False, True):
            parsed = parse(typed, synonyms=synonyms(), prefix=prefix)
            if parsed:
                asked = engine_of(PublicDocument)
                for sort in ("relevance", "newest"):
                    asked.page(Query(text=parsed, sort=sort), start=0, size=10, now=NOW)
                asked.facets(Query(text=parsed), now=NOW)
                asked.titles(parsed.folded, limit=10)
                asked.known(parsed.folded)
                asked.frequencies([parsed.folded])
                assert not asked.degraded, typed


def test_a_very_long_text_can_be_written(found):
    write(("Dài", "chữ " * 30_000 + "cuối"), ("Khác", "".join(chr(0x4E00 + step) for step in range(9000))))
    assert found("chữ") == [1]
