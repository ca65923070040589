"""The asset graph as data. `python -m tests.orchestration.snapshot` (make snapshot) writes it to asset_graph.json.

What a table's columns are and what a check asks is declared elsewhere and left out: this holds names and connections.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from orchestration.definitions import defs

FILE = Path(__file__).with_name("asset_graph.json")


def asset_graph() -> dict[str, Any]:
    """Every asset, check, job, schedule and sensor, sorted by name."""
    repository = defs.get_repository_def()
    found = repository.asset_graph
    assets = {
        node.key.to_user_string(): {
            "deps": sorted(key.to_user_string() for key in node.parent_keys),
            "group": node.group_name,
            "kinds": sorted(node.kinds),
            "owners": list(node.owners),
            "tags": dict(node.tags),
            "partitions": node.partitions_def.name if node.partitions_def else None,
            "fresh": type(node.freshness_policy).__name__ if node.freshness_policy else None,
        }
        for node in found.asset_nodes
    }
    checks = {
        f"{key.asset_key.to_user_string()}:{key.name}": found.get_check_spec(key).metadata["severity"]
        for key in found.asset_check_keys
    }
    jobs = {
        job.name: sorted(key.to_user_string() for key in job.asset_layer.selected_asset_keys)
        for job in repository.get_all_jobs()
        if not job.name.startswith("__")
    }
    schedules = {
        schedule.name: [schedule.job_name, schedule.cron_schedule, schedule.execution_timezone]
        for schedule in repository.schedule_defs
    }
    sensors = {
        sensor.name: [sensor.sensor_type.value, sensor.default_status.value] for sensor in repository.sensor_defs
    }
    graph = {"assets": assets, "checks": checks, "jobs": jobs, "schedules": schedules, "sensors": sensors}
    return json.loads(json.dumps(graph, sort_keys=True))


if __name__ == "__main__":
    FILE.write_text(json.dumps(asset_graph(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(FILE)
