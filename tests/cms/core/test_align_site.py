import pytest
from django.core.management import call_command
from wagtail.models import Page, Site

pytestmark = pytest.mark.django_db


@pytest.fixture
def root():
    return Page.get_first_root_node()


@pytest.fixture(autouse=True)
def _no_site():
    Site.objects.all().delete()


def _addresses():
    return {(site.hostname, site.port) for site in Site.objects.all()}


def test_sites_of_this_machine_follow_the_port_and_the_default_one_the_host(root):
    Site.objects.create(hostname="localhost", port=8000, root_page=root, is_default_site=True)
    Site.objects.create(hostname="tapchi.localhost", port=8000, root_page=root)

    call_command("align_site", host="192.168.1.20", port=8123)

    assert _addresses() == {("192.168.1.20", 8123), ("tapchi.localhost", 8123)}
    call_command("align_site", host="localhost", port=8000)
    assert _addresses() == {("localhost", 8000), ("tapchi.localhost", 8000)}


def test_a_real_domain_is_left_as_a_person_set_it(root):
    Site.objects.create(hostname="bao.example.org", port=443, root_page=root, is_default_site=True)

    call_command("align_site", host="localhost", port=8000)

    assert _addresses() == {("bao.example.org", 443)}


def test_a_new_site_of_this_machine_opens_at_the_port_at_once(root, settings):
    settings.LOCAL_PORT = 8123
    Site.objects.create(hostname="tapchi.localhost", root_page=root)
    Site.objects.create(hostname="bao.example.org", root_page=root)

    assert _addresses() == {("tapchi.localhost", 8123), ("bao.example.org", 80)}
