"""`python -m orchestration.ui PORT`: Dagster's pages on this machine alone, with the daemon that runs the schedule.

Nothing else belongs here; what `make run` ran is shown too, for both keep their history in one place.
"""

from __future__ import annotations

import os
import sys

from orchestration import settings

WORKSPACE = settings.PROJECT / "workspace.yaml"


def main() -> None:
    """Become `dagster dev`."""
    port = sys.argv[1] if len(sys.argv) > 1 else "3000"
    os.environ["DAGSTER_HOME"] = str(settings.dagster_home())
    dagster = os.path.join(os.path.dirname(sys.executable), "dagster")
    os.execv(dagster, [dagster, "dev", "--workspace", str(WORKSPACE), "--host", "127.0.0.1", "--port", port])


if __name__ == "__main__":
    main()
