"""The provincial plan as the dated public document it is."""

import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest

from cms.outlet.document import lay_out
from tests.factories import GenreFactory, StoryFactory

PLAN = Path(__file__).parents[3] / "cms/demo/content/stories/20-ke-hoach-chuyen-doi-so-bao-chi.toml"


def block(row: dict):
    match row["type"]:
        case "paragraph":
            value = {"text": f"<p>{row.get('html') or row['text']}</p>", "language": ""}
        case "heading":
            value = row["text"]
        case "table":
            value = {"table": {"data": row["rows"]}}
        case _:
            value = row
    return SimpleNamespace(block_type=row["type"], value=value)


@pytest.fixture
def layout():
    plan = tomllib.loads(PLAN.read_text())
    return lay_out([block(row) for row in plan["body"]], plan["document"])


def kinds(layout, kind):
    return [piece for piece in layout.pieces if piece.kind == kind]


def test_parts_and_their_parts_make_the_table_of_contents(layout):
    assert [entry.words for entry in layout.contents] == [
        "I. Mục đích, yêu cầu", "II. Mục tiêu", "III. Nhiệm vụ trọng tâm", "III. Kinh phí thực hiện",
        "IV. Tổ chức thực hiện",
    ]  # fmt: skip
    assert [entry.words for entry in layout.contents[0].below] == ["1. Mục đích", "2. Yêu cầu"]
    anchors = [entry.anchor for part in layout.contents for entry in (part, *part.below)]
    assert len(anchors) == len(set(anchors))


def test_the_documents_own_title_points_lists_duties_and_signature_are_recognized(layout):
    official = kinds(layout, "official")
    assert official[0].words == "Kế hoạch" and len(official) == 1 and len(official[0].rows) == 1
    assert kinds(layout, "point")[0].number == "a)"
    assert kinds(layout, "duty")[0].rows[0][0] == "Cơ quan chủ trì"
    assert kinds(layout, "sign")[-1].rows[-1] == "Nguyễn Tuấn Hà"
    assert len(kinds(layout, "sign")) == 1


def test_no_word_of_the_document_is_lost(layout):
    plan = tomllib.loads(PLAN.read_text())
    wanted = sum(1 for row in plan["body"])
    lists = sum(len(piece.rows) for piece in kinds(layout, "list"))
    signs = sum(len(piece.rows) for piece in kinds(layout, "sign"))
    others = [piece for piece in layout.pieces if piece.kind not in ("list", "sign")]
    assert lists + signs + len(others) + sum(len(piece.rows) for piece in kinds(layout, "official")) == wanted


@pytest.mark.django_db
def test_a_story_of_that_genre_is_shown_as_a_document(client, section):
    facts = {
        "kind": "Kế hoạch",
        "issuer": "Ủy ban nhân dân tỉnh",
        "signer_name": "Nguyễn Tuấn Hà",
        "milestones": [{"time": "Năm 2030", "text": "Tổng kết"}],
    }
    story = StoryFactory(
        section=section, published=True, genre=GenreFactory(code="van-ban", name="Văn bản"), document_facts=facts,
        body=[("heading", "I. Mục đích"), ("paragraph", {"text": "<p>a) Làm đúng hạn.</p>", "language": ""})],
    )  # fmt: skip
    page = client.get(story.url).content.decode()
    assert '<dl class="passport">' in page and "Ủy ban nhân dân tỉnh" in page and "Năm 2030" in page
    assert '<a href="#phan-1">I. Mục đích</a>' in page and '<h2 id="phan-1"><span>Phần I</span>Mục đích</h2>' in page
