# Settings, and the run with real services: deploy/README.md
PYTHON ?= python3.11
export PORT ?= 8000
export HOST ?= 127.0.0.1
export DATA ?= var
export DEMO ?= 1
export YES ?= 0
export PYTHON
export PYTHONUTF8 = 1

python = .venv/bin/python
pytest = $(python) -m pytest

.DEFAULT_GOAL = help
.PHONY: help run reset manage administrator test test-search check messages bench faults

help: ## liệt kê các lệnh
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile
	@echo "Chọn thêm: PORT=8001  HOST=0.0.0.0 (điện thoại cùng mạng xem được)  DATA=/thu-muc  DEMO=0 (tòa soạn trống)"

run: ## mở tòa soạn trên máy này, dừng bằng Ctrl-C
	@deploy/environment.sh requirements.txt
	@$(python) -m deploy.run

reset: ## hỏi lại rồi xóa dữ liệu của tòa soạn (YES=1: không hỏi)
	@$(PYTHON) -m deploy.reset

manage: ## chạy một lệnh quản lý: make manage ARGS='check'
	@deploy/environment.sh requirements.txt
	@$(python) manage.py $(ARGS)

administrator: ## tạo tài khoản quản trị đầu tiên
	@deploy/environment.sh requirements.txt
	@$(python) manage.py first_administrator $(ARGS)

test: ## cài những gì kiểm thử cần, rồi chạy mọi kiểm thử
	@tests/services/install.sh
	@deploy/environment.sh requirements-dev.txt
	$(pytest) --numprocesses=3 --dist=worksteal -m "not elasticsearch" --ignore=tests/benchmarks
	$(python) -m tests.services.postgresql $(pytest) --numprocesses=2 -m "datalayer and not elasticsearch" --ignore=tests/benchmarks
	$(MAKE) --no-print-directory test-search

test-search: ## kiểm thử tìm kiếm với một Elasticsearch thật
	@tests/services/install.sh
	@deploy/environment.sh requirements-dev.txt
	$(pytest) -m elasticsearch --ignore=tests/benchmarks

check: ## kiểm tra mã nguồn, giao diện, tầng lớp, bảng dữ liệu
	@deploy/environment.sh requirements-dev.txt
	$(python) -m ruff check .
	$(python) -m ruff format --check .
	$(python) -m djlint --lint --quiet cms newsroom media_pipeline
	.venv/bin/lint-imports --no-cache
	$(python) -m mypy
	$(python) manage.py check --settings=cms.settings.test --fail-level=WARNING
	$(python) manage.py makemigrations --check --dry-run --settings=cms.settings.test
	$(pytest) tests/architecture

messages: ## gom câu chữ trong mã nguồn vào các tệp dịch
	@deploy/environment.sh requirements-dev.txt
	@$(python) -m deploy.messages

bench: ## đo tốc độ
	@tests/services/install.sh
	@deploy/environment.sh requirements-dev.txt
	$(pytest) tests/benchmarks -s

faults: ## thử sự cố với số lần đầy đủ
	@tests/services/install.sh
	@deploy/environment.sh requirements-dev.txt
	FAULTS=full $(pytest) -m faults
