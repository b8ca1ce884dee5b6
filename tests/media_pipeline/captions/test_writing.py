import re

from hypothesis import given, settings
from hypothesis import strategies as st

from media_pipeline.captions import CaptionsRefused, Cue, hls_segments, read, to_webvtt, transcript

WORDS = [
    "Giá",
    "cà",
    "phê",
    "đang",
    "tăng,",
    "bà",
    "con",
    "buôn",
    "Ako",
    "Dhong",
    "phấn",
    "khởi",
    "<b>",
    "&",
    '"đủ"',
    "-->",
    "{\\an8}",
    "Ƀuôn",
    "mơ̆ng",
    "12",
]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join), min_size=1, max_size=3)
CUES = st.lists(st.tuples(st.integers(0, 14_400_000), st.integers(1, 20_000), TEXTS), min_size=1, max_size=20).map(
    lambda rows: [
        Cue(start / 1000, (start + length) / 1000, "\n".join(lines))
        for start, length, lines in sorted(rows, key=lambda row: row[0])
    ]
)


@settings(max_examples=40)
@given(CUES)
def test_what_is_written_is_read_again_word_for_word(cues):
    assert list(read(to_webvtt(cues).encode()).cues) == cues


@settings(max_examples=40)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    try:
        assert read(b"1\n00:00:01,000 --> 00:00:02,000\n" + data).cues
    except CaptionsRefused as refused:
        assert "%(" not in str(refused)


@settings(max_examples=40)
@given(CUES, st.floats(1, 15_000))
def test_segments_cover_the_film_and_every_cue(cues, duration):
    playlist, segments = hls_segments(cues, duration)

    seconds = [float(found) for found in re.findall(r"#EXTINF:([\d.]+),", playlist)]
    assert abs(sum(seconds) - duration) < 0.001 * len(seconds) + 0.001
    assert max(seconds) <= 6 and playlist.endswith("#EXT-X-ENDLIST\n")
    assert [name for name, _text in segments] == re.findall(r"^\d{5}\.vtt$", playlist, re.M)
    everything = "".join(text for _name, text in segments)
    for cue in cues:
        assert (to_webvtt([cue]).partition("\n\n")[2].strip() in everything) == (cue.start < duration)


def test_a_segment_says_where_its_times_begin():
    _playlist, [(name, text), *_] = hls_segments([Cue(5, 7, "Giá tăng")], 12)

    assert name == "00000.vtt"
    assert text == "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n\n00:00:05.000 --> 00:00:07.000\nGiá tăng\n"


def test_a_cue_over_a_cut_stands_on_both_sides():
    _playlist, segments = hls_segments([Cue(5, 7, "Giá tăng")], 18)

    assert ["Giá tăng" in text for _name, text in segments] == [True, True, False]


def test_a_transcript_has_a_paragraph_for_every_pause():
    cues = [Cue(1, 3, "Sáng nay, tại buôn,"), Cue(3, 5, "bà con thu hoạch."), Cue(9, 11, "- Giá sao?\n- Đang tăng.")]

    assert [(paragraph.start, paragraph.text) for paragraph in transcript(cues)] == [
        (1, "Sáng nay, tại buôn, bà con thu hoạch."),
        (9, "- Giá sao? - Đang tăng."),
    ]


def test_a_long_speech_is_parted_at_a_sentence():
    cues = [Cue(second, second + 1, f"Nhà thứ {second} đang thu hoạch cà phê ở rẫy.") for second in range(20)]

    paragraphs = transcript(cues)

    assert len(paragraphs) == 2
    assert all(paragraph.text.endswith(".") for paragraph in paragraphs)


def test_captions_that_roll_up_are_read_once():
    cues = [Cue(0, 2, "Sáng nay"), Cue(1, 3, "Sáng nay\ntại buôn"), Cue(2, 4, "tại buôn\nAko Dhong")]

    assert [paragraph.text for paragraph in transcript(cues)] == ["Sáng nay tại buôn Ako Dhong"]
