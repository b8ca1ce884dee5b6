"""The settings of a run with real services are complete and safe with nothing but the required values."""

import os
import subprocess
import sys

from tests.architecture.code import ROOT

REQUIRED = {
    "SECRET_KEY": "một-khóa-chỉ-để-kiểm-tra-cấu-hình-đủ-dài-và-đủ-nhiều-ký-tự-khác-nhau",
    "ALLOWED_HOSTS": "bao.example.org",
    "BASE_URL": "https://bao.example.org",
    "DATABASE_URL": "postgresql://newsroom@db.example.org/newsroom",
    "REDIS_URL": "redis://cache.example.org",
}


def _check_deploy(environment, folder):
    environment = {
        "PATH": os.environ["PATH"],
        "DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        **environment,
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level=WARNING"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_checks_of_a_deployment_pass(tmp_path):
    result = _check_deploy(REQUIRED, tmp_path)

    assert result.returncode == 0, result.stderr


def test_a_missing_secret_stops_the_start(tmp_path):
    for name in REQUIRED:
        result = _check_deploy({key: value for key, value in REQUIRED.items() if key != name}, tmp_path)

        assert result.returncode != 0
        assert f'"{name}" not set' in result.stderr
