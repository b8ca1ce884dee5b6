"""IPTC-IIM 4.2: the records that photo agencies still write. https://iptc.org/standards/iim/"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

from media_pipeline.assets.embedded.facts import Facts, facts
from media_pipeline.assets.embedded.text import decode

UTF8, LATIN1 = b"\x1b%G", b"\x1b.A"
CHARSET = (1, 90)
DATE, TIME, BYLINE, SUBLOCATION, CITY, PROVINCE, COUNTRY = (
    (2, 55),
    (2, 60),
    (2, 80),
    (2, 92),
    (2, 90),
    (2, 95),
    (2, 101),
)
CREDIT, COPYRIGHT, CAPTION = (2, 110), (2, 116), (2, 120)

Tag = tuple[int, int]


def records(data: bytes) -> Iterator[tuple[Tag, bytes]]:
    """Each (record, dataset) and its value. Stops quietly where the bytes stop making sense."""
    position = 0
    while position + 5 <= len(data) and data[position] == 0x1C:
        tag = data[position + 1], data[position + 2]
        size = int.from_bytes(data[position + 3 : position + 5])
        position += 5
        if size & 0x8000:
            digits = size & 0x7FFF
            if digits > 4:
                return
            size = int.from_bytes(data[position : position + digits])
            position += digits
        if position + size > len(data):
            return
        yield tag, data[position : position + size]
        position += size


def write(values: Iterable[tuple[Tag, bytes]]) -> bytes:
    out = bytearray()
    for (record, dataset), value in values:
        size = len(value).to_bytes(2) if len(value) < 0x8000 else b"\x80\x04" + len(value).to_bytes(4)
        out += bytes((0x1C, record, dataset)) + size + value
    return bytes(out)


def read(data: bytes) -> Facts:
    values: dict[Tag, list[bytes]] = {}
    for tag, value in records(data):
        values.setdefault(tag, []).append(value)
    charset = "latin-1" if values.get(CHARSET) == [LATIN1] else ""

    def text(tag: Tag) -> str:
        return ", ".join(decode(value.strip(b"\x00"), charset=charset) for value in values.get(tag, []))

    return facts(
        caption=text(CAPTION),
        creator=text(BYLINE),
        agency=text(CREDIT),
        rights=text(COPYRIGHT),
        places=[text(tag) for tag in (SUBLOCATION, CITY, PROVINCE, COUNTRY)],
        taken_on=moment(text(DATE), text(TIME)),
    )


def moment(day: str, hour: str) -> datetime | None:
    """`CCYYMMDD` and `HHMMSS±HHMM`; a day without an hour is midnight."""
    try:
        made_on = date.fromisoformat(day.strip())
    except ValueError:
        return None
    for length in (11, 6):
        try:
            return datetime.combine(made_on, time.fromisoformat(hour.strip()[:length]))
        except ValueError:
            continue
    return datetime.combine(made_on, time())
