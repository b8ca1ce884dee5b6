import io
import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from media_pipeline.assets.embedded import Facts, as_iptc_segment, as_xmp, exif, iptc, read, xmp
from media_pipeline.assets.embedded.text import cut_bytes, tidy
from tests.media_pipeline.assets.files import camera_exif, photograph, photoshop_segment, saved
from tests.media_pipeline.assets.files import xmp as packet

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
EDE = "Ƀuôn Ma Thuôt: ê̆ ô̆ ơ̆ ư̆"
texts = st.text(max_size=200)


def facts_of(content: bytes) -> Facts:
    return read(Image.open(io.BytesIO(content)), now=NOW)


def test_what_an_agency_wrote_in_iptc_is_read():
    segment = photoshop_segment(
        ((1, 90), b"\x1b%G"),
        ((2, 120), "Nghệ nhân đánh chiêng.".encode()),
        ((2, 80), "Anh Dũng".encode()),
        ((2, 110), b"TTXVN"),
        ((2, 116), "© TTXVN".encode()),
        ((2, 90), "Buôn Đôn".encode()),
        ((2, 95), "Đắk Lắk".encode()),
        ((2, 101), "Việt Nam".encode()),
        ((2, 55), b"20261124"),
        ((2, 60), b"173000+0700"),
    )
    assert facts_of(saved(photograph(), extra=segment)) == Facts(
        caption="Nghệ nhân đánh chiêng.",
        credit="Anh Dũng/TTXVN",
        rights="© TTXVN",
        place="Buôn Đôn, Đắk Lắk",
        taken_on=datetime(2026, 11, 24, 10, 30, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("declared", "raw", "text"),
    [
        (None, "Đắk Lắk".encode(), "Đắk Lắk"),
        (None, unicodedata.normalize("NFD", "Đắk Lắk").encode(), "Đắk Lắk"),
        (None, "Ðaklak".encode("latin-1"), "Đaklak"),
        (None, "Đă\u0301k Lă\u0301k".encode("cp1258"), "Đắk Lắk"),
        (b"\x1b.A", "Café à Đak".replace("Đ", "D").encode("latin-1"), "Café à Dak"),
        (b"\x1b%G", EDE.encode(), EDE),
    ],
)
def test_old_and_new_charsets_come_out_as_nfc(declared, raw, text):
    values = [((1, 90), declared)] if declared else []
    assert iptc.read(iptc.write([*values, ((2, 120), raw)])).caption == text


def test_xmp_is_read_in_its_three_spellings():
    body = (
        '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Gongs</rdf:li><rdf:li xml:lang="vi">Chiêng</rdf:li></rdf:Alt>'
        "</dc:description><dc:creator><rdf:Seq><rdf:li>Y Khoa Niê</rdf:li><rdf:li>Hoàng Tuyết</rdf:li></rdf:Seq></dc:creator>"
        "<photoshop:City>Buôn Hồ</photoshop:City>"
    )
    content = packet(body, attributes='photoshop:Credit="Báo Đắk Lắk" photoshop:DateCreated="2026-11-25T08:30:00"')
    assert facts_of(saved(photograph(), xmp=content)) == Facts(
        caption="Chiêng",
        credit="Y Khoa Niê, Hoàng Tuyết/Báo Đắk Lắk",
        place="Buôn Hồ",
        taken_on=datetime(2026, 11, 25, 1, 30, tzinfo=UTC),
    )


@pytest.mark.parametrize("format", ["JPEG", "WEBP", "AVIF", "HEIF", "PNG"])
def test_xmp_is_read_in_every_format(format):
    content = packet(f"<dc:description>{EDE}</dc:description>")
    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", content.decode())
    options = {"pnginfo": info} if format == "PNG" else {"xmp": content}
    assert facts_of(saved(photograph(), format, **options)).caption == EDE


@pytest.mark.parametrize(
    ("kind", "mark"),
    [
        ("trainedAlgorithmicMedia", "generated"),
        ("compositeWithTrainedAlgorithmicMedia", "assisted"),
        ("digitalCapture", ""),
    ],
)
def test_a_picture_that_says_a_machine_made_it_is_marked(kind, mark):
    uri = f"http://cv.iptc.org/newscodes/digitalsourcetype/{kind}"
    assert xmp.read(packet(attributes=f'Iptc4xmpExt:DigitalSourceType="{uri}"')).ai == mark


def test_xmp_speaks_before_iptc_and_iptc_before_exif():
    content = saved(
        photograph(),
        exif=camera_exif(description="Của máy ảnh", artist="Máy ảnh"),
        xmp=packet("<dc:description>Của XMP</dc:description>"),
        extra=photoshop_segment(((2, 120), "Của IPTC".encode()), ((2, 80), b"IPTC")),
    )
    found = facts_of(content)
    assert (found.caption, found.credit) == ("Của XMP", "IPTC")
    assert found.taken_on == datetime(2026, 11, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("taken", "offset", "at"),
    [
        ("2026:11:25 08:30:00", "", datetime(2026, 11, 25, 1, 30, tzinfo=UTC)),
        ("2026:11:25 08:30:00", "+09:00", datetime(2026, 11, 24, 23, 30, tzinfo=UTC)),
        ("2026:11:25 08:30:00", "rác", datetime(2026, 11, 25, 1, 30, tzinfo=UTC)),
        ("0000:00:00 00:00:00", "", None),
        ("2099:01:01 00:00:00", "", None),
        ("0001:01:01 00:00:00", "", None),
    ],
)
def test_a_camera_without_a_zone_is_on_our_time_and_a_wrong_clock_is_no_clock(taken, offset, at):
    assert facts_of(saved(photograph(), exif=camera_exif(taken=taken, offset=offset))).taken_on == at


@pytest.mark.parametrize("junk", ["OLYMPUS DIGITAL CAMERA", "DSC_0042", "Screenshot", ""])
def test_what_a_camera_writes_is_not_a_caption(junk):
    assert facts_of(saved(photograph(), exif=camera_exif(description=junk))).caption == ""


def test_exif_text_in_utf8_is_read_as_utf8():
    exif_block = camera_exif(description="Lễ hội đua voi ở Buôn Đôn, sáng nay", artist=EDE)
    found = facts_of(saved(photograph(), exif=exif_block))
    assert (found.caption, found.credit) == ("Lễ hội đua voi ở Buôn Đôn, sáng nay", EDE)


@pytest.mark.parametrize(
    "hostile",
    [
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b"<a>" * 1000,
        b"\xff\xfe\x00",
        b"",
        b'<?xml version="1.0" encoding="no-such"?><a/>',
    ],
)
def test_hostile_xmp_says_nothing(hostile):
    assert xmp.read(hostile) == Facts()


def test_broken_blocks_never_keep_a_picture_out():
    content = saved(photograph(), exif=b"Exif\x00\x00rubbish", xmp=b"<broken", extra=photoshop_segment()[:-1] + b"\xff")
    assert facts_of(content) == Facts()


@given(st.binary(max_size=400))
def test_any_bytes_may_be_called_iptc(data):
    list(iptc.records(data))
    iptc.read(data)


@given(st.binary(max_size=200))
def test_any_bytes_may_be_called_xmp(data):
    xmp.read(data)


@given(st.lists(st.tuples(st.tuples(st.integers(1, 9), st.integers(0, 255)), st.binary(max_size=300)), max_size=8))
def test_iptc_records_written_are_read_back(values):
    assert list(iptc.records(iptc.write(values))) == values


def test_a_record_longer_than_a_short_is_read_back():
    assert list(iptc.records(iptc.write([((2, 120), b"x" * 40_000)]))) == [((2, 120), b"x" * 40_000)]


@given(texts, texts, texts, texts)
def test_what_leaves_the_house_says_what_the_picture_says(caption, credit, rights, place):
    facts = Facts(caption=tidy(caption), credit=tidy(credit), rights=tidy(rights), place=tidy(place), ai="generated")
    there = xmp.read(as_xmp(facts))
    assert there.caption == facts.caption
    assert there.credit == " ".join(facts.credit.split())[:160].strip()
    assert there.ai == "generated"
    assert len(as_iptc_segment(facts)) < 65_536


@given(texts, st.integers(0, 60))
def test_text_is_cut_between_letters(text, limit):
    text = tidy(text)
    cut = cut_bytes(text, limit).decode()
    assert len(cut.encode()) <= limit and text.startswith(cut)
    assert not unicodedata.combining(text[len(cut) : len(cut) + 1] or "x") or not cut


@given(st.text())
def test_tidy_text_stays_as_it_is(text):
    assert tidy(tidy(text)) == tidy(text)
    assert unicodedata.is_normalized("NFC", tidy(text))


def test_tidy_keeps_the_breve_of_ede_and_drops_what_nobody_sees():
    assert tidy(f"  {EDE}\u200b\u202e\x00 \r\n\r\n\r\n\r\nhai ") == f"{EDE}\n\nhai"
    assert exif.text(None) == ""
