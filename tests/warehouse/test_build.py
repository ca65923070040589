"""Builds: all tables, comments, types; the same rows make the same Parquet."""

from __future__ import annotations

import hashlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.warehouse import made_up
from warehouse import build
from warehouse.home import Home
from warehouse.tables import BY_NAME, STAR, TABLES, Table
from warehouse.tables.declare import PRINTED


@pytest.fixture(scope="module")
def star() -> dict[str, pl.DataFrame]:
    return made_up.star(12)


@pytest.fixture(scope="module")
def built(star: dict[str, pl.DataFrame], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sealed build."""
    path = build.build(Home(tmp_path_factory.mktemp("home")), star, made_up.audit(), made_up.info())
    build.add_results(path, made_up.results())
    build.seal(path)
    return path


@pytest.fixture
def reader(built: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(built, read_only=True)


def digests(path: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(build.parquet_folder(path).iterdir())}


def test_build_id_is_a_time_stamp_and_a_short_hash() -> None:
    assert made_up.info().build_id == "20260301T180000Z-ab12cd34"


def test_input_hash_depends_on_names_and_contents_and_not_on_order() -> None:
    files = pl.DataFrame({"source_name": ["a", "b"], "content_sha256": ["1", "2"], "first_seen_at": [0, 1]})
    assert build.input_hash(files) == build.input_hash(files.reverse())
    assert build.input_hash(files) != build.input_hash(files.with_columns(content_sha256=pl.lit("1")))
    assert build.input_hash(files) != build.input_hash(files.with_columns(source_name=pl.lit("a")))


@pytest.mark.parametrize("table", STAR, ids=lambda table: table.full_name)
def test_every_table_holds_its_rows_in_file_and_parquet(
    built: Path, star: dict[str, pl.DataFrame], table: Table
) -> None:
    given = star[table.full_name].drop(PRINTED, strict=False)  # the build makes it
    parquet = pl.read_parquet(build.parquet_file(built, table))
    assert_frame_equal(parquet.select(given.columns), given)
    with duckdb.connect(built, read_only=True) as connection:
        rows = connection.sql(f"FROM {table.full_name}").pl()
    assert_frame_equal(rows.select(parquet.columns).sort(table.primary_key), parquet.sort(table.primary_key))


def test_keys_keep_all_64_bits(reader: duckdb.DuckDBPyConnection) -> None:
    types = {row[0]: row[1] for row in reader.execute("DESCRIBE fact_rectification").fetchall()}
    assert {types[key] for key in ("problem_key", "notice_key", "unit_key")} == {"UBIGINT"}
    assert types["amount_yuan"] == "DECIMAL(18,2)"
    assert reader.execute("SELECT max(problem_key) > 2::UBIGINT ** 63 FROM dim_problem").fetchall() == [(True,)]


def test_every_table_view_and_column_has_a_comment(reader: duckdb.DuckDBPyConnection) -> None:
    for source in ("duckdb_tables()", "duckdb_views()", "duckdb_columns()"):
        assert (
            reader.execute(f"SELECT * FROM {source} WHERE NOT internal AND coalesce(comment, '') = ''").fetchall() == []
        )
    macros = "SELECT function_name FROM duckdb_functions() WHERE function_type = 'table_macro' AND NOT internal"
    assert (
        reader.execute(
            f"{macros} AND comment IS NULL AND schema_name = 'main' AND database_name <> 'system'"
        ).fetchall()
        == []
    )


def test_columns_declared_so_may_not_be_null(reader: duckdb.DuckDBPyConnection) -> None:
    found = dict(
        reader.execute(
            "SELECT schema_name || '.' || table_name || '.' || column_name, is_nullable FROM duckdb_columns()"
        ).fetchall()
    )
    for table in TABLES:
        for name, column in table.columns.columns().items():
            nullable = column.nullable or name in table.derived or bool(table.put_together)
            assert found[f"{table.schema}.{table.name}.{name}"] == nullable, (table.full_name, name)


def test_storage_version_is_the_one_that_old_readers_open(reader: duckdb.DuckDBPyConnection) -> None:
    tags = reader.execute("SELECT tags FROM duckdb_databases() WHERE NOT internal").fetchall()[0][0]
    assert tags["storage_version"].startswith("v1.0.0")


def test_sealed_build_is_one_file(built: Path) -> None:
    assert sorted(p.name for p in built.parent.iterdir()) == [built.stem, built.name]


def test_stored_views_keep_their_small_row_groups_when_the_build_is_sealed(tmp_path: Path) -> None:
    path = build.build(Home(tmp_path), made_up.star(1), made_up.audit(), made_up.info())
    rows = 5 * build.STORED_ROW_GROUP
    with build.opened(path) as connection:
        connection.execute(
            f"INSERT INTO stored.problem_lights SELECT i, i, i, 0, NULL, NULL FROM range({rows}) AS r(i)"
        )
    build.add_results(path, made_up.results())
    build.seal(path)
    with duckdb.connect(path, read_only=True) as connection:
        asked = "SELECT count(DISTINCT row_group_id) FROM pragma_storage_info('stored.problem_lights')"
        assert connection.execute(asked).fetchall()[0][0] >= 5


def test_views_do_not_depend_on_the_name_of_the_file(built: Path, tmp_path: Path) -> None:
    other = tmp_path / "other name.duckdb"
    shutil.copy(built, other)
    with duckdb.connect(other, read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM v_open_items").fetchall()[0][0] > 0


def test_same_rows_make_the_same_parquet_whatever_their_order(
    built: Path, star: dict[str, pl.DataFrame], tmp_path: Path
) -> None:
    shuffled = {name: frame.sample(fraction=1, shuffle=True, seed=5) for name, frame in star.items()}
    again = build.build(Home(tmp_path), shuffled, made_up.audit(), made_up.info(datetime(2026, 3, 2, 18)))
    before, after = digests(built), digests(again)
    assert {k: v for k, v in before.items() if not k.startswith("audit.")} == {
        k: v for k, v in after.items() if not k.startswith("audit.")
    }


def test_lazy_frames_are_taken_as_well(star: dict[str, pl.DataFrame], tmp_path: Path) -> None:
    path = build.build(Home(tmp_path), {name: frame.lazy() for name, frame in star.items()}, {}, made_up.info())
    with duckdb.connect(path, read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM dim_problem").fetchall() == [(48,)]


def test_empty_star_builds_and_every_table_is_there(tmp_path: Path) -> None:
    path = build.build(Home(tmp_path), made_up.empty_star(), {}, made_up.info())
    build.seal(path)
    assert len(digests(path)) == len(TABLES)


def test_missing_table_is_named(star: dict[str, pl.DataFrame], tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="dim_unit"):
        build.build(Home(tmp_path), {name: f for name, f in star.items() if name != "dim_unit"}, {}, made_up.info())


def test_missing_column_is_named(star: dict[str, pl.DataFrame], tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"dim_unit: the frame lacks unit_name"):
        build.build(Home(tmp_path), star | {"dim_unit": star["dim_unit"].drop("unit_name")}, {}, made_up.info())


def test_null_in_a_key_gets_into_the_build_for_a_check_to_name_and_is_never_sealed(
    star: dict[str, pl.DataFrame], tmp_path: Path
) -> None:
    bad = star["dim_problem"].with_columns(notice_key=pl.lit(None, pl.UInt64))
    path = build.build(Home(tmp_path), star | {"dim_problem": bad}, {}, made_up.info())
    with duckdb.connect(path, read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM dim_problem WHERE notice_key IS NULL").fetchall() == [(48,)]
    with pytest.raises(duckdb.ConstraintException):
        build.seal(path)


def test_build_of_the_same_id_replaces_what_a_failed_run_left(star: dict[str, pl.DataFrame], tmp_path: Path) -> None:
    home = Home(tmp_path).prepare()
    (home.in_progress / f"{made_up.info().build_id}.duckdb").write_bytes(b"half a file")
    assert build.build(home, star, {}, made_up.info()).stat().st_size > 1000


def test_audit_row_of_the_build_comes_from_its_info(reader: duckdb.DuckDBPyConnection) -> None:
    row = reader.sql("FROM build_info").pl().row(0, named=True)
    assert row["build_id"] == made_up.info().build_id
    assert row["storage_version"] == "v1.0.0"
    assert row["built_at"] == datetime(2026, 3, 1, 18)


def test_moment_with_a_time_zone_is_kept_as_utc() -> None:
    info = made_up.info(datetime(2026, 3, 1, 18, tzinfo=UTC))
    assert info.frame()["built_at"].to_list() == [datetime(2026, 3, 1, 18)]
    assert info.build_id == made_up.info().build_id


def test_results_replace_those_of_an_earlier_attempt(star: dict[str, pl.DataFrame], tmp_path: Path) -> None:
    path = build.build(Home(tmp_path), star, made_up.audit(), made_up.info())
    build.add_results(path, made_up.results(success=False))
    build.add_results(path, made_up.results())
    with duckdb.connect(path, read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM audit.expectation_result WHERE success").fetchall() == [(1,)]
    assert pl.read_parquet(build.parquet_folder(path) / "audit.expectation_result.parquet").height == 1


def test_rows_by_table_counts_every_table(star: dict[str, pl.DataFrame]) -> None:
    counts = build.rows_by_table(star)
    assert counts["dim_problem"] == 48
    assert set(counts) == {table.full_name for table in STAR}
    assert "audit.build" in BY_NAME
