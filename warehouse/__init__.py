"""Where the reading is kept: table declarations, archive, home folder, build, publish, views.

Belongs here: everything that touches a file or a database. Does not belong here: what a notice says (`transforms`),
whether a build may be published (`expectations`), and when anything runs (`orchestration`).
"""
