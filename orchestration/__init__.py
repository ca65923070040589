"""When things run: Dagster's assets, checks, job, schedule and resources, and the nightly command.

Belongs here: thin calls into the other rooms, in order, with what Dagster shows about them. Does not belong here:
reading a notice (`transforms`), keeping tables or writing SQL (`warehouse`), saying what must hold (`expectations`).
Names of packages that take seconds to import are imported inside the functions that use them, so that the definitions
load at once.
"""
