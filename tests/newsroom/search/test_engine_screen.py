"""Tìm kiếm in the settings menu, and the same told by commands."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from newsroom.search import health, outbox, tasks
from newsroom.search.documents import Document
from newsroom.search.engines import elasticsearch_admin as admin
from newsroom.search.models import EngineIndex, OutboxEntry, PublicDocument
from newsroom.search.services import store
from newsroom.search.staleness import mark_stale
from tests.factories import PictureFactory, UserFactory
from tests.services.elasticsearch import VERSION

pytestmark = pytest.mark.django_db

State = EngineIndex.State


@pytest.fixture
def away(settings):
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH = {"hosts": ["http://127.0.0.1:9"]}


@pytest.fixture
def keeper(client):
    client.force_login(UserFactory(is_superuser=True))
    return client


def index(state, audience="public", **values):
    now = timezone.now()
    values = {"name": f"{audience}-{state}", "schema": "old", "ordered_at": now, "finished_at": now} | values
    return EngineIndex.objects.create(audience=audience, state=state, **values)


def test_only_who_keeps_the_house_sees_it(client, house_reporter):
    client.force_login(house_reporter)
    for act in ("", "dung-lai/", "gui-lai/"):
        assert client.post(f"/quan-tri/bo-may-tim-kiem/{act}").status_code in (302, 403)
    assert not EngineIndex.objects.exists()


@pytest.fixture
def house_reporter():
    from tests.newsroom.editorial.verbs_house import House

    return House().reporter


def test_with_the_database_there_is_nothing_to_look_after_but_rows_of_older_software(keeper, capsys):
    page = keeper.get(reverse("newsroom_search_engine")).content.decode()
    assert "không có gì phải trông coi" in page and "bản trước" not in page
    PictureFactory()
    page = keeper.get(reverse("newsroom_search_engine")).content.decode()
    assert "Mục tra cứu của bản trước: Ảnh." in page and "Máy tự viết lại" in page
    tasks.refresh_stale()
    mark_stale("picture", [1], now=timezone.now() - timedelta(hours=1))
    call_command("search_doctor")
    said = capsys.readouterr().out
    assert "bản trước" not in said and "Chờ viết lại: 1." in said and "quá 5 phút" in said


def test_an_engine_that_is_away_is_named_with_what_to_do(keeper, away):
    store(PublicDocument, "story", {1: Document(title="Mưa")})
    OutboxEntry.objects.update(since=timezone.now() - timedelta(hours=2))
    index(State.FILLING, written=250, total=1000, started_at=timezone.now() - timedelta(minutes=2))
    index(State.IN_USE)
    index(State.KEPT, kept_until=timezone.now())
    index(State.FAILED, audience="staff", error="mapper_parsing_exception")
    page = keeper.get(reverse("newsroom_search_engine")).content.decode()
    for said in (
        "Elasticsearch không trả lời", "quá 5 phút", "còn khoảng 6 phút", "25 %", "mapper_parsing_exception", "phiên bản cũ",
        "Giữ để quay lại",
    ):  # fmt: skip
        assert said in page
    assert keeper.get(reverse("newsroom_search_engine"), {"phan": "o"}).content.decode().lstrip().startswith("<ul")


def test_what_was_set_aside_is_shown_with_its_reason_and_sent_again(keeper, away):
    store(PublicDocument, "story", {7: Document(title="Mưa")})
    outbox.set_aside(outbox.claim(limit=1, now=timezone.now())[0], "400 <b>mapper</b>")
    page = keeper.get(reverse("newsroom_search_engine")).content.decode()
    assert "story:7" in page and "400 &lt;b&gt;mapper" in page
    keeper.post(reverse("newsroom_search_engine_act", args=["gui-lai"]))
    assert OutboxEntry.objects.get().state == OutboxEntry.State.WAITING


def test_a_rebuild_is_ordered_once(keeper, away):
    for _press in range(2):
        keeper.post(reverse("newsroom_search_engine_act", args=["dung-lai"]), follow=True)
    assert EngineIndex.objects.filter(state=State.ORDERED).count() == 2
    assert keeper.post("/quan-tri/bo-may-tim-kiem/xoa-het/").status_code == 404


def test_the_doctor_says_it_in_words_and_by_its_exit_code(away, capsys):
    with pytest.raises(CommandError, match="phải làm ngay"):
        call_command("search_doctor")
    assert "Elasticsearch không trả lời" in capsys.readouterr().out


def test_commands_say_when_there_is_no_engine_outside(capsys):
    call_command("search_doctor")
    call_command("search_reconcile")
    said = capsys.readouterr().out
    assert "cơ sở dữ liệu" in said


def test_commands_say_when_the_engine_is_away(away):
    for command, options in (("search_rebuild", {"engine_only": True}), ("search_reconcile", {})):
        index(State.IN_USE) if command == "search_reconcile" else None
        with pytest.raises(CommandError):
            call_command(command, **options)


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def test_an_engine_is_measured_in_a_place_of_its_own(engine, request, tmp_path, capsys, settings):
    if engine == "elasticsearch":
        settings.ELASTICSEARCH = {"hosts": [request.getfixturevalue("elasticsearch_server").url]}
    texts = [
        f"{what} ở {where}" for what in ("Mưa lớn", "Nắng gắt", "Sương mù") for where in ("Ea Kar", "Buôn Đôn", "Lắk")
    ]
    queries = [
        {"id": 1, "typed": "mưa lớn buôn đôn", "unaccented": "mua lon buon don"},
        {"id": 8, "typed": "sương mù lắk"},
    ]
    for name, content in (("docs", texts), ("queries", queries)):
        (tmp_path / name).write_text(json.dumps(content))
    store(PublicDocument, "story", {1: Document(title="Của tòa soạn")})
    call_command("search_eval", engine=engine, docs=tmp_path / "docs", queries=tmp_path / "queries", json=True)
    result = json.loads(capsys.readouterr().out)
    assert (result["engine"], result["documents"], set(result["spellings"])) == (engine, 9, {"typed", "unaccented"})
    assert set(result["spellings"]["typed"]) == {"recall", "mrr", "p50_ms", "raw_p50_ms"}
    assert result["spellings"]["typed"]["recall"] == result["spellings"]["unaccented"]["mrr"] == 1.0
    assert PublicDocument.objects.get().title == "Của tòa soạn"
    assert settings.SEARCH_ENGINE == "database"


def test_an_engine_that_is_not_here_cannot_be_measured(tmp_path):
    (tmp_path / "list").write_text("[]")
    for engine, wanted in (("elasticsearch", "ELASTICSEARCH_URL"), ("postgres", "DATABASE_URL")):
        with pytest.raises(CommandError, match=wanted):
            call_command("search_eval", engine=engine, docs=tmp_path / "list", queries=tmp_path / "list")


@pytest.mark.elasticsearch
def test_a_healthy_engine_is_well_and_a_lost_or_blocked_index_is_not(outside):
    from newsroom.search.engines.elasticsearch_client import client

    with outside.searching() as searching:
        store(PublicDocument, "story", {1: Document(title="Mưa")})
        searching.settle()
        found = health.check(now=timezone.now())
        assert found.is_well and found.engine == f"Elasticsearch {VERSION}"
        assert [(audience.rows, audience.documents) for audience in found.audiences] == [(1, 1), (0, 0)]
        name = EngineIndex.objects.get(audience="public").name
        client().indices.put_settings(index=name, settings={"index.blocks.write": True})
        assert "index.blocks.write" in health.check(now=timezone.now()).findings[0].what
        client().indices.put_settings(index=name, settings={"index.blocks.write": None})
        EngineIndex.objects.filter(name=name).update(name=f"{name}x")
        assert not health.check(now=timezone.now()).is_well
        EngineIndex.objects.filter(audience="public").update(name=name)
        assert admin.count(name) == 1
