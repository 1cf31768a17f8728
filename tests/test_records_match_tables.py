"""A record and the table of the same noun have the same columns, in the same order."""

from dataclasses import fields

import pyarrow as pa
import pytest

from extractors.records import Block, Capture, Claim, Document, Issue
from warehouse.database import open_warehouse


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pa.Schema]:
    path = tmp_path_factory.mktemp("warehouse") / "warehouse.duckdb"
    with open_warehouse(path) as connection:
        return {
            noun: connection.sql(f"select * from {noun} limit 0").to_arrow_table().schema
            for noun in ("capture", "document", "claim", "issue")
        }


@pytest.mark.parametrize("record", [Capture, Document, Claim, Issue])
def test_fields_are_columns(record: type, schemas: dict[str, pa.Schema]):
    assert [field.name for field in fields(record)] == schemas[record.__name__.lower()].names


def test_blocks_keep_their_fields(schemas: dict[str, pa.Schema]):
    block = schemas["document"].field("blocks").type.value_type
    assert [field.name for field in fields(Block)] == [block.field(i).name for i in range(block.num_fields)]
