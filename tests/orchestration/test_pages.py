"""Dagster's pages as people see them, in a real browser. Screenshots are kept in build/screenshots."""

from __future__ import annotations

import shutil
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from orchestration.definitions import defs
from orchestration.metadata import GROUPS
from tests.orchestration.deployed import SAMPLES, Deployed, free_port, until
from tests.shared import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow

SHOTS = ROOT / "build" / "screenshots"
PATIENCE = 90_000
"""Milliseconds that a page may take."""


@pytest.fixture(scope="module")
def browser():
    api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs a browser: apt-get install chromium fonts-noto-cjk")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Deployed, str]]:
    """`make ui` on a home in which one night has passed, with a notice whose numbers do not run on."""
    deployed, port = Deployed(tmp_path_factory.mktemp("site")), free_port()
    deployed.drop(*SAMPLES[:4])
    ran = deployed.make_run()
    assert ran.returncode == 0, ran.stdout + ran.stderr
    url = f"http://127.0.0.1:{port}"
    with deployed.running(sys.executable, "-m", "orchestration.ui", str(port)):
        until(lambda: _answers(f"{url}/server_info"), 180, "the pages are up")
        yield deployed, url


@pytest.fixture
def page(browser, site: tuple[Deployed, str], request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of the site; kept as a picture when the test ends, however it ends."""
    page = browser.new_page(viewport={"width": 1800, "height": 2600}, base_url=site[1])
    page.set_default_timeout(PATIENCE)
    yield page
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{request.node.name}.png")
    page.close()


def test_the_graph_shows_every_group_and_every_asset(page: Page) -> None:
    page.goto("/asset-groups")
    for group in GROUPS:
        page.get_by_text(group, exact=True).first.click()
        page.keyboard.press("ArrowRight")  # opens the group in the list beside the graph
    for node in defs.get_repository_def().asset_graph.asset_nodes:
        page.get_by_text(node.key.path[-1], exact=True).first.wait_for(state="attached")


def test_an_asset_says_what_it_is_and_how_it_is(page: Page) -> None:
    page.goto("/assets/dim_problem?view=overview")
    page.get_by_text("巡察反馈问题。 Rectification items.").wait_for()
    for shown in (
        "Row count",
        "number_label",
        "原文编号。printed label",
        "→ dim_notice",
        "Latest check results",
        "DuckDB",
    ):
        page.get_by_text(shown).first.wait_for()


def test_a_view_shows_its_sql(page: Page) -> None:
    page.goto("/assets/v_open_items?view=overview")
    page.get_by_text("Open items as of the build's day").first.wait_for()
    page.get_by_text("sql", exact=True).first.wait_for()
    page.get_by_text("preview", exact=True).first.wait_for()


def test_a_failed_check_shows_keys_and_passages(site: tuple[Deployed, str], page: Page) -> None:
    deployed, _ = site
    key, file, passage = deployed.query(
        """
        SELECT e.row_key, e.source_name, e.passage FROM v_evidence AS e, audit.expectation_result AS r
        WHERE r.expectation = 'printed_numbers_run_on' AND r.failing_keys LIKE '%"problem_key":' || e.row_key || ',%'
        """
    )[0]
    page.goto("/assets/dim_problem?view=checks&checkDetail=printed_numbers_run_on")
    page.get_by_text("原文问题编号连续").first.wait_for()
    page.get_by_text("Show Markdown").first.click()
    for shown in (str(key), file, passage[:8]):
        page.get_by_text(shown).first.wait_for()


def test_the_launchpad_starts_the_nightly_job_and_it_succeeds(site: tuple[Deployed, str], page: Page) -> None:
    deployed, _ = site
    deployed.drop(SAMPLES[4])
    page.goto("/locations/rectification_warehouse/jobs/nightly/playground")
    page.get_by_text("No errors").wait_for()
    page.get_by_text("readings?").first.wait_for()
    page.get_by_role("button", name="Launch Run").click()
    page.wait_for_url("**/runs/**")
    page.get_by_text("Success", exact=True).first.wait_for(timeout=4 * PATIENCE)
    assert deployed.query("SELECT count(*) FROM dim_notice") == [(5,)]


def _answers(url: str) -> bool:
    with suppress(urllib.error.URLError, ConnectionError):
        return bool(urllib.request.urlopen(url, timeout=5).status == 200)
    return False
