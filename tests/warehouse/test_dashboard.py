"""The Superset dashboard of warehouse/superset/: it fits the views, and a real Superset imports it and draws its charts."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from tests.warehouse.readers import published
from warehouse import build, dashboard, views
from warehouse.home import Home

SUPERSET = ["apache-superset==6.1.0", "duckdb-engine==0.17.0", "duckdb==2.0.0"]
UNDECLARED = ["rich", "cachetools", "flask-caching==2.3.1"]  # that release needs them and does not say so
CONFIG = """
SECRET_KEY = {key!r}
SQLALCHEMY_DATABASE_URI = "sqlite:///{folder}/superset.db"
WTF_CSRF_ENABLED = False
TALISMAN_ENABLED = False
"""


def kept(kind: str) -> dict[str, Any]:
    """The YAML files of one kind, by file name."""
    paths = (dashboard.FOLDER / kind).rglob("*.yaml")
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths}


def test_datasets_have_the_columns_of_their_views() -> None:
    with duckdb.connect() as connection:
        build.create_empty(connection)
        for name, dataset in kept("datasets").items():
            view = next(view for view in views.load() if view.name == name)
            columns = {column.name: column.zh_name for column in views.describe(connection, view)}
            named = {column["column_name"]: column["verbose_name"] for column in dataset["columns"]}
            assert named.items() <= columns.items(), name
            for metric in dataset["metrics"]:
                connection.execute(f"SELECT {metric['expression']} FROM {name}")


def test_charts_ask_for_columns_and_metrics_that_their_datasets_have() -> None:
    datasets = {dataset["uuid"]: dataset for dataset in kept("datasets").values()}
    for name, chart in kept("charts").items():
        dataset = datasets[chart["dataset_uuid"]]
        (query,) = json.loads(chart["query_context"])["queries"]
        assert set(query["columns"]) <= {column["column_name"] for column in dataset["columns"]}, name
        assert set(query.get("metrics", [])) <= {metric["metric_name"] for metric in dataset["metrics"]}, name


def test_dashboard_holds_every_chart_once() -> None:
    (page,) = kept("dashboards").values()
    placed = [
        part["meta"]["uuid"] for part in page["position"].values() if isinstance(part, dict) and part["type"] == "CHART"
    ]
    assert sorted(placed) == sorted(chart["uuid"] for chart in kept("charts").values())


def test_bundle_names_the_warehouse(tmp_path: Path) -> None:
    bundle = dashboard.write(tmp_path / "w.duckdb", tmp_path / "dashboard.zip")
    with zipfile.ZipFile(bundle) as packed:
        (database,) = [yaml.safe_load(packed.read(name)) for name in packed.namelist() if "/databases/" in name]
    assert database["sqlalchemy_uri"] == f"duckdb:///{tmp_path}/w.duckdb?access_mode=READ_ONLY"


class Superset:
    """A Superset of its own on the loopback interface, spoken to by its REST API."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"http://127.0.0.1:{free.getsockname()[1]}"
        self.bin = folder / "venv" / "bin"
        self.password = secrets.token_hex()
        self.token = ""
        config = folder / "superset_config.py"
        config.write_text(CONFIG.format(key=secrets.token_hex(), folder=folder))
        self.environment = os.environ | {"SUPERSET_CONFIG_PATH": str(config), "FLASK_APP": "superset"}
        self.log = folder / "superset.log"

    def install(self) -> None:
        uv = [sys.executable, "-m", "uv"]
        subprocess.run([*uv, "venv", "--quiet", "--python", sys.executable, self.bin.parent], check=True)
        python = ["--python", str(self.bin / "python")]
        subprocess.run([*uv, "pip", "install", "--quiet", *python, *SUPERSET, *UNDECLARED], check=True)
        self.run("db", "upgrade")
        person = ["--username", "admin", "--firstname", "a", "--lastname", "b", "--email", "a@example.org"]
        self.run("fab", "create-admin", *person, "--password", self.password)
        self.run("init")

    def run(self, *arguments: str) -> None:
        done = subprocess.run(
            [self.bin / "superset", *arguments], env=self.environment, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr[-3000:]

    def start(self) -> subprocess.Popen[bytes]:
        port = self.address.rpartition(":")[2]
        with self.log.open("wb") as log:
            server = subprocess.Popen(
                [self.bin / "superset", "run", "-h", "127.0.0.1", "-p", port],
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        for _ in range(300):
            try:
                login = {"username": "admin", "password": self.password, "provider": "db"}
                self.token = self.ask("/api/v1/security/login", json.dumps(login).encode())["access_token"]
                return server
            except (urllib.error.URLError, ConnectionError):
                assert server.poll() is None, self.log.read_text()[-3000:]
                time.sleep(1)
        server.kill()
        raise TimeoutError(self.log.read_text()[-3000:])

    def ask(self, path: str, body: bytes | None = None, kind: str = "application/json") -> Any:
        headers = {"Content-Type": kind} if body else {}  # Superset reads a body wherever one is announced
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        try:
            with urllib.request.urlopen(urllib.request.Request(self.address + path, body, headers)) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise AssertionError(
                f"{path}: {error.code} {error.read()[:500]!r}\n{self.log.read_text()[-3000:]}"
            ) from error

    def import_dashboard(self, bundle: Path) -> None:
        boundary = uuid.uuid4().hex
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="formData"; filename="{bundle.name}"\r\n\r\n'
        body = head.encode() + bundle.read_bytes() + f"\r\n--{boundary}--\r\n".encode()
        answer = self.ask("/api/v1/dashboard/import/", body, f"multipart/form-data; boundary={boundary}")
        assert answer == {"message": "OK"}


@pytest.fixture
def superset(tmp_path: Path) -> Iterator[Superset]:
    program = Superset(tmp_path)
    program.install()
    server = program.start()
    yield program
    server.terminate()
    server.wait()


@pytest.mark.slow
def test_superset_imports_the_dashboard_and_every_chart_has_data(superset: Superset, tmp_path: Path) -> None:
    link = published(Home(tmp_path / "home"), notices=60)
    superset.import_dashboard(dashboard.write(link, tmp_path / "dashboard.zip"))
    charts = superset.ask("/api/v1/dashboard/rectification/charts")["result"]
    rows = {c["slice_name"]: superset.ask(f"/api/v1/chart/{c['id']}/data/")["result"][0]["data"] for c in charts}
    assert rows.keys() == {chart["slice_name"] for chart in kept("charts").values()}
    assert [name for name, found in rows.items() if not found] == []
    with duckdb.connect(link, read_only=True) as connection:
        problems = connection.execute("SELECT sum(problems) AS problems FROM v_progress_by_unit").fetchall()[0][0]
    assert rows["反馈问题总数"] == [{"problems_total": problems}]
