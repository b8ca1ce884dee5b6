import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from wagtail.models import Page

from newsroom.search import registry, services
from newsroom.search.documents import Document
from newsroom.search.errors import KindAlreadyRegistered, UnknownKind
from newsroom.search.models import PublicDocument, StaffDocument, Synonym
from newsroom.search.queries import search_public

pytestmark = [pytest.mark.datalayer, pytest.mark.django_db]


def test_an_unknown_kind_is_named():
    with pytest.raises(UnknownKind):
        services.refresh("nothing", object())


def test_a_name_belongs_to_one_kind(kind):
    from dataclasses import replace

    assert registry.register(kind) is kind
    with pytest.raises(KindAlreadyRegistered):
        registry.register(replace(kind, label="Khác"))


def test_what_did_not_change_is_not_written_again(write, django_assert_num_queries):
    page = write("Mưa lớn")
    version = PublicDocument.objects.get().version
    with django_assert_num_queries(2):  # one reading for each table
        services.refresh("page", page)
    assert PublicDocument.objects.get().version == version


def test_one_change_costs_few_queries(write, django_assert_max_num_queries):
    page = write("Mưa lớn")
    page.title = "Mưa to"
    with django_assert_max_num_queries(14):
        services.refresh("page", page)


def test_a_rebuild_brings_back_what_is_missing_and_forgets_what_is_gone(write, capsys):
    kept, lost = write("Mưa lớn"), write("Nắng gắt")
    PublicDocument.objects.filter(object_id=kept.pk).delete()
    for stray in (1, lost.pk, lost.pk + 50):
        services.store(StaffDocument, "page", {stray: Document(title="Tin lạc")})
    Page.objects.get(pk=lost.pk).delete()
    call_command("search_rebuild")
    assert [row.object_id for row in search_public("mưa").rows] == [kept.pk]
    assert set(StaffDocument.objects.values_list("object_id", flat=True)) == set(
        Page.objects.filter(depth__gt=1).values_list("pk", flat=True)
    )
    assert "page: " in capsys.readouterr().out


def test_a_rebuild_works_in_small_chunks(write):
    for number in range(5):
        write(f"Mưa {number}")
    StaffDocument.objects.all().delete()
    assert services.rebuild("page", chunk=2) == Page.objects.filter(depth__gt=1).count()
    assert StaffDocument.objects.filter(title__startswith="Mưa").count() == 5


def test_a_rebuild_of_an_unknown_kind_says_which_there_are(kind):
    with pytest.raises(CommandError, match="page"):
        call_command("search_rebuild", "nothing")


def test_control_characters_and_halves_of_emoji_do_not_stop_a_save():
    services.store(StaffDocument, "page", {1: Document(title="Mưa\x00 lớn \ud83d", body="a\x01b", tags=["\udfff"])})
    assert StaffDocument.objects.get().title == "Mưa lớn"


def test_a_synonym_needs_two_ways_of_writing():
    with pytest.raises(ValidationError, match="hai cách"):
        Synonym(variants=" BMT | ").full_clean()
    synonym = Synonym(variants=" BMT |  Buôn Ma Thuột|")
    synonym.full_clean()
    assert synonym.variants == "BMT|Buôn Ma Thuột"
