"""The form a story is written in: what is typed, pasted or posted twice arrives clean and is never lost."""

import json

import pytest
from django.http import QueryDict
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from newsroom.stories.models import Story
from newsroom.stories.states import UNTITLED
from tests.factories import (
    BrandFactory,
    ContributorFactory,
    DeskFactory,
    OrganizationFactory,
    SectionFactory,
    StoryFactory,
)

pytestmark = pytest.mark.django_db

NFD_TITLE = "Lớp học đêm ở Ƀuôn Đôn"  # decomposed below
E_DE = "ê̆ ô̆ ơ̆ ư̆"


def posted(**fields) -> QueryDict:
    """A form as a browser posts it; `credits=[(contributor pk, role, id), …]`."""
    rows = fields.pop("credits", [])
    data = {
        "title": "", "sapo": "", "body": streamfield([]), "kicker": "", "short_title": "", "lead_picture": "",
        "section": "", "genre": "", "source": "", "tags": "", "language": "vi", "ai_provenance": "none",
        "ai_tool": "", "ai_note": "", "note": "", "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
    }  # fmt: skip
    data |= fields
    encoded = nested_form_data(data)
    encoded |= {"credits-TOTAL_FORMS": len(rows), "credits-INITIAL_FORMS": sum(1 for row in rows if row[2])}
    for place, (contributor, role, pk) in enumerate(rows):
        row = f"credits-{place}"
        encoded |= {f"{row}-contributor": contributor, f"{row}-role": role, f"{row}-id": pk, f"{row}-ORDER": place + 1}
        encoded[f"{row}-DELETE"] = ""
    query = QueryDict(mutable=True)
    for key, value in encoded.items():
        query.setlist(key, [str(v) for v in value] if isinstance(value, list) else [str(value)])
    return query


def draft(story, data, user=None):
    """The form as a saved draft sees it."""
    form = Story.get_edit_handler().get_form_class()(
        data, instance=story, parent_page=story.get_parent() if story.pk else None, for_user=user or story.owner
    )
    form.defer_required_fields()
    return form


def saved(story, **fields) -> Story:
    form = draft(story, posted(**fields))
    assert form.is_valid(), (form.errors, [formset.errors for formset in form.formsets.values()])
    form.save()
    return Story.objects.get(pk=story.pk)


@pytest.fixture
def story():
    return StoryFactory(title="Bài cũ", body=[])


def paragraph(html: str):
    return streamfield([("paragraph", {"text": rich_text(html), "language": ""})])


class TestTitle:
    def test_a_draft_without_a_headline_is_kept_and_shown_empty(self, story):
        kept = saved(story, title="")
        assert kept.title == UNTITLED
        assert draft(kept, None).initial["title"] == ""

    def test_line_breaks_control_and_zero_width_characters_go(self, story):
        assert saved(story, title="Cà phê\r\nđược\u200b mùa\x00\ufeff").title == "Cà phê được mùa"

    def test_decomposed_letters_are_composed_and_the_breve_survives(self, story):
        import unicodedata

        kept = saved(story, title=unicodedata.normalize("NFD", f"{NFD_TITLE} {E_DE}"))
        assert kept.title == f"{NFD_TITLE} {E_DE}"
        assert "\u0306" in kept.title

    def test_a_headline_near_the_limit_is_measured_after_composing(self, story):
        import unicodedata

        long = "ậ" * 255
        assert saved(story, title=unicodedata.normalize("NFD", long)).title == long

    def test_an_over_long_headline_says_so_and_keeps_every_word(self, story):
        form = draft(story, posted(title="dài " * 100, sapo="Sapo vẫn còn."))
        assert not form.is_valid()
        assert "Tít dài 399 ký tự, chỉ lưu được 255" in form.errors["title"][0]
        assert form["sapo"].value() == "Sapo vẫn còn."

    def test_markup_in_a_headline_is_only_text(self, story):
        assert saved(story, title="<script>alert(1)</script>").title == "<script>alert(1)</script>"


class TestSlug:
    @pytest.mark.parametrize(
        ("title", "slug"),
        [
            ("Đắk Lắk", "dak-lak"),
            ("Ƀuôn Ma Thuôt", "buon-ma-thuot"),
            (E_DE, "e-o-o-u"),
            ("“…”", "tin"),
            ("", "chua-co-tit"),
        ],
    )
    def test_comes_from_the_headline(self, story, title, slug):
        assert saved(story, title=title).slug == slug

    def test_the_same_headline_twice_gets_a_suffix(self, story):
        StoryFactory(title="Mưa lớn ở Krông Bông", slug="mua-lon-o-krong-bong", desk=story.get_parent().specific)
        assert saved(story, title="Mưa lớn ở Krông Bông").slug == "mua-lon-o-krong-bong-2"
        assert saved(story, title="Mưa lớn ở Krông Bông").slug == "mua-lon-o-krong-bong-2"

    def test_is_frozen_once_readers_have_seen_it(self):
        live = StoryFactory(title="Tít đầu", slug="tit-dau", published=True)
        form = draft(live, posted(title="Tít đã sửa", section=live.section_id))
        assert form.is_valid(), form.errors
        assert form.save(commit=False).slug == "tit-dau"


class TestBody:
    def test_script_style_and_foreign_markup_do_not_get_in(self, story):
        kept = saved(
            story, body=paragraph('<p onclick="x()">Một <b>hai</b></p><script>alert(1)</script><h1 style="a">Ba</h1>')
        )
        source = kept.body[0].value["text"].source
        assert "<b>hai</b>" in source
        assert not any(mark in source for mark in ("<script", "onclick", "<h1", "style="))

    def test_a_link_to_script_is_refused_by_the_link_rule(self, story):
        kept = saved(story, body=paragraph('<p><a href="javascript:alert(1)">bấm</a></p>'))
        assert 'href="javascript' not in str(kept.body[0].value["text"])

    def test_text_in_blocks_is_composed_and_cleaned(self, story):
        import unicodedata

        text = unicodedata.normalize("NFD", "Lễ hội\u200b Đắk Lắk")
        kept = saved(
            story,
            body=streamfield(
                [
                    ("paragraph", {"text": rich_text(f"<p>{text}</p><p> </p>"), "language": ""}),
                    ("heading", text),
                    ("quote", {"text": text, "name": text, "role": ""}),
                ]
            ),
        )
        assert kept.body[0].value["text"].source.count("Lễ hội Đắk Lắk") == 1
        assert kept.body[0].value["text"].source.count("<p") == 1
        assert kept.body[1].value == kept.body[2].value["name"] == "Lễ hội Đắk Lắk"

    def test_a_hundred_thousand_characters_are_accepted(self, story):
        html = "".join(f"<p>{'Cư Mgar mùa thu hoạch cà phê. ' * 33}</p>" for _ in range(100))
        kept = saved(story, body=paragraph(html))
        assert len(kept.body[0].value["text"].source) > 95_000


class TestCredits:
    @pytest.fixture
    def people(self):
        return ContributorFactory(), ContributorFactory()

    def names(self, story):
        return [(credit.contributor, credit.role) for credit in story.credits.all()]

    def test_a_lost_answer_posted_again_makes_no_second_credit(self, story, people):
        one, _other = people
        for _ in range(3):
            kept = saved(story, credits=[(one.pk, "author", "")])
        assert self.names(kept) == [(one, "author")]

    def test_a_second_tab_with_stale_ids_neither_fails_nor_doubles(self, story, people):
        one, other = people
        first = saved(story, credits=[(one.pk, "author", "")])
        stale = first.credits.get().pk
        saved(story, credits=[(other.pk, "photographer", "")])
        kept = saved(story, credits=[(one.pk, "author", stale), (other.pk, "photographer", 987654)])
        assert self.names(kept) == [(one, "author"), (other, "photographer")]

    def test_what_is_posted_is_the_whole_list_in_its_order(self, story, people):
        one, other = people
        saved(story, credits=[(one.pk, "author", ""), (other.pk, "author", "")])
        kept = saved(story, credits=[(other.pk, "author", ""), (one.pk, "author", "")])
        assert self.names(kept) == [(other, "author"), (one, "author")]
        assert self.names(saved(story, credits=[(other.pk, "author", "")])) == [(other, "author")]

    def test_an_empty_row_and_a_row_twice_are_dropped(self, story, people):
        one, _other = people
        kept = saved(story, credits=[(one.pk, "author", ""), ("", "author", ""), (one.pk, "author", "")])
        assert self.names(kept) == [(one, "author")]

    def test_garbage_ids_are_not_an_error(self, story, people):
        kept = saved(story, credits=[(people[0].pk, "author", "abc'); DROP TABLE")])
        assert self.names(kept) == [(people[0], "author")]

    def test_credits_of_a_live_story_wait_in_the_draft(self, people):
        live = StoryFactory(published=True, authors=[people[0]])
        for _ in range(2):
            version = live.get_latest_revision_as_object()
            form = draft(
                version, posted(title=live.title, section=live.section_id, credits=[(people[1].pk, "author", "")])
            )
            assert form.is_valid(), form.errors
            form.save(commit=False).save_revision(user=live.owner)
        assert self.names(live.get_latest_revision_as_object()) == [(people[1], "author")]
        assert self.names(Story.objects.get(pk=live.pk)) == [(people[0], "author")]


class TestChoices:
    def test_only_sections_of_the_house_can_be_chosen(self, story):
        organization = DeskFactory().get_parent().specific.organization
        ours = SectionFactory(brand=BrandFactory(organization=organization))
        theirs = SectionFactory(brand=BrandFactory(organization=OrganizationFactory()))
        assert saved(story, section=ours.pk).section == ours
        form = draft(story, posted(section=theirs.pk))
        assert not form.is_valid()
        assert "section" in form.errors
        labels = str(draft(story, None)["section"])
        assert ours.name in labels
        assert theirs.name not in labels


def test_comments_with_stale_ids_do_not_fail(story):
    data = posted(title="Bài")
    data["comments-TOTAL_FORMS"] = "1"
    data["comments-INITIAL_FORMS"] = "1"
    data |= {}
    for name, value in {
        "id": "424242", "text": "Xem lại số liệu", "contentpath": "title", "position": "", "DELETE": "", "resolved": "",
        "replies-TOTAL_FORMS": "0", "replies-INITIAL_FORMS": "0",
    }.items():  # fmt: skip
        data[f"comments-0-{name}"] = value
    form = draft(story, data)
    assert form.is_valid(), form.formsets["comments"].errors
    form.save()


def test_broken_json_in_a_block_is_a_form_error_not_a_crash(story):
    data = posted(title="Bài", body=paragraph("<p>Một</p>"))
    data["body-0-value-text"] = json.dumps({"khong": "phai"})
    draft(story, data)
