"""What is tried again: faults of disk and network that may pass.

Belongs here: telling them from faults that will not pass, such as a missing right or a full disk. Does not belong here: the
steps that are tried again (`orchestration.assets`).
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

MAY_PASS = {
    errno.EIO,
    errno.EAGAIN,
    errno.EBUSY,
    errno.ESTALE,
    errno.ETIMEDOUT,
    errno.ENETDOWN,
    errno.ENETUNREACH,
    errno.ENETRESET,
    errno.ECONNRESET,
    errno.ECONNABORTED,
    errno.EHOSTDOWN,
    errno.EHOSTUNREACH,
}
TIMES = 3
SECONDS_BETWEEN = 30


@contextmanager
def tried_again() -> Iterator[None]:
    """Have Dagster begin the step anew, TIMES times, where a fault that may pass ends it."""
    try:
        yield
    except OSError as error:
        if error.errno not in MAY_PASS:
            raise
        raise dg.RetryRequested(max_retries=TIMES, seconds_to_wait=SECONDS_BETWEEN) from error
