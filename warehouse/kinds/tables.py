"""Tables of documents and web pages as lines: cells of a row parted by tabs.

Belongs here: spanning cells, and tables that only lay out a page. Does not belong here: where cells come from (the kind's
own module), what columns mean (`transforms.tables`).
"""

from __future__ import annotations

HEADING = 20
"""Characters of a column heading at most."""

LONG_CELL = 10
"""Lines of a cell that holds an article rather than a value."""


class Table:
    """A table as its cells come in, row by row. A cell that spans leaves empty cells where it covers others."""

    def __init__(self) -> None:
        self.is_layout = False
        self.in_cell = False
        self._rows: list[list[list[str]]] = []
        self._covered: dict[int, int] = {}
        self._spans = (1, 1)

    def start_row(self) -> None:
        """Begin a row, below the cells that reach down from the rows above."""
        self._rows.append([])

    def start_cell(self, columns: int = 1, rows: int = 1) -> None:
        """Begin a cell that spans so many columns and rows."""
        if not self._rows:
            self.start_row()
        self._skip_covered()
        self._spans = (columns, rows)
        self.in_cell = True

    def end_cell(self, lines: list[str]) -> None:
        """The lines of the cell that was begun."""
        columns, rows = self._spans
        row = self._rows[-1]
        for column in range(len(row), len(row) + columns):
            if rows > 1:
                self._covered[column] = rows - 1
        row += [lines, *([] for _ in range(columns - 1))]
        self.in_cell = False

    def _skip_covered(self) -> None:
        row = self._rows[-1]
        while self._covered.get(len(row), 0):
            self._covered[len(row)] -= 1
            row.append([])

    def lines(self) -> list[str]:
        """A line a row; of a table that lays out a page, and of rows of one cell, the lines as they stand."""
        rows = [row for row in self._rows if any(row)]
        if self.is_layout or not _holds_data(rows):
            return [line for row in rows for cell in row for line in cell]
        out: list[str] = []
        for row in rows:
            if sum(map(bool, row)) == 1 and row[0]:
                out += row[0]
            else:
                out.append("\t".join(" ".join(cell).replace("\t", " ") for cell in row))
        return out


def _holds_data(rows: list[list[list[str]]]) -> bool:
    wide = [row for row in rows if sum(map(bool, row)) > 1]
    if len(wide) < 2:
        return False
    if len(wide[0]) > 2 and all(sum(map(len, cell)) <= HEADING for cell in wide[0]):
        return True
    sizes = [(sum(map(len, cell)), len(cell)) for row in rows for cell in row]
    most, lines = max(sizes)
    return lines < LONG_CELL or most < 0.7 * sum(size for size, _ in sizes)
