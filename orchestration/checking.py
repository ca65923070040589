"""`python -m orchestration.checking`: a process that gets ready to check a build, and then checks it.

Great Expectations takes six seconds to import, a third of a night with nothing new. A run starts this process when it
begins, so that it gets ready on the other core. The question comes as JSON on standard input: `build`, `run_id`,
`previous`, the folder for the pages about the outcome (`docs`), and the Parquet file that the results are written to.
Where none comes, because the run has ended, it ends.
Nothing else belongs here: what is checked is in `expectations`, who asks is `orchestration.resources.Checker`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from expectations import run


def main() -> None:
    """Get ready, wait for the question, answer it."""
    import expectations.engine  # noqa: F401, PLC0415 - this is what takes so long

    if question := sys.stdin.read():
        asked = json.loads(question)
        previous = Path(asked["previous"]) if asked["previous"] else None
        results = run.check(Path(asked["build"]), asked["run_id"], previous, Path(asked["docs"]))
        results.write_parquet(asked["results"])


if __name__ == "__main__":
    main()
