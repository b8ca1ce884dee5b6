from deploy.embedded.place import Place
from deploy.embedded.welcome import welcome


def _place(tmp_path, host="127.0.0.1") -> Place:
    return Place(data=tmp_path, host=host, port=8123, demo=True)


def test_addresses_and_sample_logins_are_told(tmp_path):
    (tmp_path / "demo-logins.txt").write_text("phongvien  mật-khẩu-mẫu  Phóng viên\n")

    said = welcome(_place(tmp_path), 4.2)

    assert "http://localhost:8123/quan-tri/" in said
    assert "phongvien  mật-khẩu-mẫu" in said
    assert "make administrator" not in said


def test_an_empty_newsroom_is_told_how_to_make_its_administrator(tmp_path):
    assert "make administrator" in welcome(_place(tmp_path), 4.2)


def test_a_phone_in_the_network_gets_an_address_that_is_not_localhost(tmp_path):
    place = _place(tmp_path, host="0.0.0.0")

    assert place.addresses()[0] == "http://localhost:8123"
    assert all(address in welcome(place, 4.2) for address in place.addresses())
    assert place.environment()["PUBLIC_HOST"] == place.public_host


def test_an_ipv6_address_is_bound_in_brackets(tmp_path):
    assert _place(tmp_path, host="::1").bind == "[::1]:8123"
