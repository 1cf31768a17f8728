# The commands of the house. `make help` lists them.
PY := .venv/bin/python
STAMP := .venv/.built-$(shell cat requirements.lock pyproject.toml 2>/dev/null | cksum | cut -d' ' -f1)

WAREHOUSE_TESTS := $(wildcard tests/test_reckoning*.py tests/test_load.py tests/test_publish.py tests/test_checks.py \
	tests/test_migrations.py tests/test_dictionary.py tests/test_sql.py tests/test_cookbook.py tests/test_statistics.py \
	tests/test_acceptance_vectors.py)

# DuckDB's extensions are packaged for one version of DuckDB each: that of the lock.
DUCKDB := $(shell sed -n 's/^duckdb==//p' requirements.lock)
LAKE := $(foreach name,s -ducklake -httpfs -postgres-scanner,duckdb-extension$(name)==$(DUCKDB))

.PHONY: prefect.yaml help setup run test test-server test-sdmx test-extras test-next accuracy lint types lock clean

help: ## list the commands
	@grep -E '^[a-z.-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | sort

setup: $(STAMP) ## build the environment (.venv)

$(STAMP): requirements.lock pyproject.toml
	@test -x .venv/bin/uv || (python3 -m venv .venv && .venv/bin/python -m pip install --quiet --disable-pip-version-check uv)
	@.venv/bin/uv pip install --quiet --python $(PY) -r requirements.lock
	@.venv/bin/uv pip install --quiet --python $(PY) --no-deps --config-settings editable_mode=compat --editable .
	@rm -f .venv/.built-* && touch $@

run: setup ## serve the sample site and run the real flows over it
	@$(PY) -m flows.demo

test: setup lint types ## lint, types and all tests
	@.venv/bin/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

accuracy: setup ## how well it reads, in one table (BENCHMARKS=folder adds public benchmarks)
	@$(PY) benchmarks/reading/table.py $(BENCHMARKS) $(if $(WRITE),--write)

lint: setup ## style and likely mistakes
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .

types: setup ## mypy --strict
	@.venv/bin/mypy

test-server: setup ## the tests that run real Prefect servers, PostgreSQL and a Dask cluster for minutes
	@.venv/bin/pytest -m server --numprocesses 2 --dist load tests/test_prefect_server.py tests/test_dask.py

test-sdmx: ## the SDMX export read back by pysdmx, in an environment of its own
	@test -x .venv-sdmx/bin/uv || (python3 -m venv .venv-sdmx && .venv-sdmx/bin/python -m pip install --quiet uv)
	@.venv-sdmx/bin/uv pip install --quiet --python .venv-sdmx/bin/python -r requirements.lock "pysdmx>=1.21" "pandas>=2.3"
	@.venv-sdmx/bin/uv pip install --quiet --python .venv-sdmx/bin/python --no-deps --config-settings editable_mode=compat --editable .
	@.venv-sdmx/bin/pytest tests/test_statistics.py

test-extras: ## what optional packages bring: object storage, DuckLake, the notebook; in an environment of its own
	@test -x .venv-extras/bin/uv || (python3 -m venv .venv-extras && .venv-extras/bin/python -m pip install --quiet uv)
	@.venv-extras/bin/uv pip install --quiet --python .venv-extras/bin/python -r requirements.lock "s3fs>=2026.1" "marimo>=0.19" "moto[server]>=5" $(LAKE)
	@.venv-extras/bin/uv pip install --quiet --python .venv-extras/bin/python --no-deps --config-settings editable_mode=compat --editable .
	@.venv-extras/bin/pytest --numprocesses 2 --dist loadfile tests/test_store.py tests/test_lake.py tests/test_notebook.py

test-next: ## the tests of the warehouse on DuckDB 2
	@test -x .venv-next/bin/uv || (python3 -m venv .venv-next && .venv-next/bin/python -m pip install --quiet uv)
	@.venv-next/bin/uv pip install --quiet --python .venv-next/bin/python -r requirements.lock
	@.venv-next/bin/python -m pip install --quiet --upgrade "duckdb>=2"
	@.venv-next/bin/uv pip install --quiet --python .venv-next/bin/python --no-deps --config-settings editable_mode=compat --editable .
	@.venv-next/bin/pytest $(WAREHOUSE_TESTS)

lock: ## renew requirements.lock from pyproject.toml
	@.venv/bin/uv pip compile --quiet --extra dev --no-emit-index-url --no-header --output-file requirements.lock pyproject.toml

prefect.yaml: setup ## write the deployments for work pools from config/
	@$(PY) -m flows.deployments > $@.new && mv $@.new $@

clean: ## remove what runs made (not the environment)
	@rm -rf var .pytest_cache .mypy_cache .ruff_cache
