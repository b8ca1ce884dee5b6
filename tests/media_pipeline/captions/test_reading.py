"""Phụ đề as newsrooms get them: from editors, from broadcasters, from services that write SRT by machine."""

import time
import unicodedata
from contextlib import suppress

import pytest

from media_pipeline.captions import CaptionsRefused, Cue, read

SRT = """1
00:00:01,000 --> 00:00:03,500
Sáng nay, tại buôn Ako Dhong,
bà con thu hoạch cà phê.

2
00:00:04,000 --> 00:00:06,000
Giá đang tăng.
"""
CUES = (Cue(1.0, 3.5, "Sáng nay, tại buôn Ako Dhong,\nbà con thu hoạch cà phê."), Cue(4.0, 6.0, "Giá đang tăng."))
VTT = """WEBVTT - phụ đề
Kind: captions

STYLE
::cue { color: yellow }

NOTE người làm: Y Khoa

mở đầu
00:01.000 --> 00:03.500 line:80% align:start
Sáng nay, tại buôn Ako Dhong,
bà con thu hoạch cà phê.

00:00:04.000 --> 00:00:06.000
Giá đang tăng.
"""


@pytest.mark.parametrize(
    "data",
    [
        SRT.encode(),
        SRT.encode("utf-8-sig"),
        SRT.encode("utf-16"),
        SRT.replace("\n", "\r\n").encode(),
        SRT.replace("\n", "\r").encode(),
        unicodedata.normalize("NFD", SRT).encode(),
        SRT.replace("\n\n2\n", "\n2\n").encode(),
        SRT.replace(",", ".", 1).encode(),
    ],
    ids=["plain", "BOM", "UTF-16", "CRLF", "CR", "decomposed", "no blank line", "point for comma"],
)
def test_srt_of_every_editor_reads_the_same(data):
    captions = read(data, "phu-de.srt")

    assert (captions.cues, captions.format) == (CUES, "srt")


@pytest.mark.parametrize("text", [VTT, VTT.replace("\n", "\r\n"), "\ufeff" + VTT])
def test_webvtt_loses_notes_styles_and_settings(text):
    captions = read(text.encode(), "phu-de.vtt")

    assert (captions.cues, captions.format) == (CUES, "vtt")


def test_the_name_of_a_file_counts_for_nothing():
    assert read(VTT.encode(), "phu-de.srt").format == "vtt"


def test_ê_đê_letters_keep_their_marks():
    said = "Ƀuôn Ako Dhông, ŏng ƀuh mơ̆ng, čư̆ Yang"

    [cue] = read(f"1\n00:00:01,000 --> 00:00:02,000\n{unicodedata.normalize('NFD', said)}\n".encode()).cues

    assert cue.text == unicodedata.normalize("NFC", said)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("<v Y Khoa><i>Chào</i> <b>bà con</b></v>", "Chào bà con"),
        ("<c.yellow>Giá</c> <00:00:01.500>tăng", "Giá tăng"),
        (r"{\an8}Ở trên", "Ở trên"),
        ('<font color="#fff">Trắng</font><script>alert(1)</script>', "Trắngalert(1)"),
        ("3 &lt; 5 &amp;&nbsp;7", "3 < 5 & 7"),
        ("a < b và c > d", "a < b và c > d"),
        ("  nhiều   dấu\tcách  ", "nhiều dấu cách"),
        ("ẩn\u200b\u202e chữ", "ẩn chữ"),
    ],
)
def test_a_cue_is_plain_text(written, read_as):
    assert read(f"1\n00:00:01,000 --> 00:00:02,000\n{written}\n".encode()).cues[0].text == read_as


def test_cues_may_overlap_and_are_put_in_order():
    captions = read(
        b"1\n00:00:05,000 --> 00:00:07,000\nsau\n\n2\n00:00:01,000 --> 00:00:06,000\ntruoc\n\n3\n00:00:01,000 --> 00:00:02,000\ncung luc\n"
    )

    assert [cue.text for cue in captions.cues] == ["truoc", "cung luc", "sau"]


def test_a_cue_without_words_is_left_out():
    assert len(read(SRT.encode() + b"\n3\n00:00:07,000 --> 00:00:08,000\n<i></i>\n").cues) == 2


def test_captions_end_with_the_film():
    assert read(SRT.encode(), duration=5.0).cues[-1].end == 5.0


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (b"", "empty", "trống"),
        (b"\r\n \n", "empty", "trống"),
        (b"x" * (2 * 2**20 + 1), "too_large", "2 MB"),
        (b"WEBVTT\n\n00:00.000 --> 03:59:00.000\n" + b"x" * 1_000_000, "too_large", "2 MB"),
        ("Không phải phụ đề".encode(), "not_captions", ".vtt hoặc .srt"),
        (b"WEBVTTX\n\nabc", "not_captions", "WebVTT"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "unknown_encoding", "UTF-8"),
        (b"PK\x03\x04\x00\x00 --> ", "not_captions", "không phải phụ đề"),
        (SRT.encode("cp1258", "replace"), "unknown_encoding", "UTF-8"),
        ("1\n00:00:01,000 --> 00:00:02,000\nGiá đang tăng".encode("latin-1", "replace"), "unknown_encoding", "UTF-8"),
        (SRT.encode("utf-16")[:-1], "unknown_encoding", "UTF-8"),
        (b"WEBVTT\n\nNOTE only this\n", "no_cues", "không có câu nào"),
        (b"1\n00:00:01,000 --> 00:00:02,000\n\n", "no_cues", "không có câu nào"),
        (b"1\n-00:00:01,000 --> 00:00:02,000\nx\n", "bad_time", "Dòng 2"),
        (b"1\n00:00:01 --> 00:00:02\nx\n", "bad_time", "Dòng 2"),
        (b"1\n00:00:01,000 --> \nx\n", "bad_time", "Dòng 2"),
        (b"1\n00:00:03,000 --> 00:00:02,000\nx\n", "backwards", "Dòng 2"),
        (b"1\n00:00:02,000 --> 00:00:02,000\nx\n", "backwards", "Dòng 2"),
    ],
)  # fmt: skip
def test_what_is_no_caption_file_is_refused_with_a_sentence(data, code, says):
    with pytest.raises(CaptionsRefused) as refused:
        read(data)

    assert refused.value.code == code
    assert says in str(refused.value)


def test_captions_of_another_film_are_refused():
    with pytest.raises(CaptionsRefused, match="dài hơn tệp") as refused:
        read(b"1\n01:00:01,000 --> 01:00:02,500\nx\n", duration=60)

    assert refused.value.params == {"end": "01:00:02", "duration": "00:01:00"}


@pytest.mark.parametrize(
    "trap", ["<" * 300_000, "<a" * 200_000, "{\\" * 200_000, "-->" * 200_000, "&" * 300_000, "1\n" * 300_000]
)
def test_no_text_makes_the_reader_slow(trap):
    began = time.process_time()
    with suppress(CaptionsRefused):
        read(f"1\n00:00:01,000 --> 00:00:02,000\n{trap}\n".encode())

    assert time.process_time() - began < 2
