"""The tree of labels: how the list labels of one notice nest and run on.

Belongs here: telling from style and number alone where a label belongs. Does not belong here: what a level means.
"""

from __future__ import annotations

from dataclasses import dataclass, field

STANDS_FOR = {  # styles that are printed one for the other: 2、 for 2. and 3、 for 三、
    "digit": ("digit_comma",),
    "digit_comma": ("digit", "chinese"),
    "chinese_paren": ("digit_paren",),
    "digit_paren": ("chinese_paren",),
}
ORDER = (  # outer to inner, by custom
    *("aspect", "formal", "stem", "chinese", "chinese_paren"),
    *("problem", "digit", "digit_comma", "dotted", "dotted_twice", "digit_paren", "circled"),
)
UNNUMBERED = "unnumbered"  # style of an item without a label
UNLABELLED = ("chinese", "chinese_paren", UNNUMBERED)  # styles that headings without a label stand for, outer to inner
GAP = 4  # labels that may be lost between two that are printed


@dataclass(slots=True, eq=False)
class Node:
    """One labelled paragraph, the unlabelled paragraphs behind it and the labelled ones below it."""

    style: str
    number: int
    row: int
    parent: Node | None
    body: list[int] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def ancestors(self) -> list[Node]:
        """From the outermost heading to the one right above."""
        above: list[Node] = []
        node = self.parent
        while node is not None and node.parent is not None:
            above.insert(0, node)
            node = node.parent
        return above

    def walk(self) -> list[Node]:
        """The node and all below it, in the order of the text."""
        found = [self]
        for child in self.children:
            if child.children:
                found.extend(child.walk())
            else:
                found.append(child)
        return found

    def rows(self) -> list[int]:
        """All paragraphs of this node and below it, in the order of the text."""
        rows = [self.row, *self.body]
        if not self.children:
            return rows
        for node in self.walk()[1:]:
            rows.append(node.row)
            rows.extend(node.body)
        return sorted(rows)


def grow(
    styles: list[str | None], numbers: list[int | None], prose: list[bool], closing: list[bool] | None = None
) -> Node:
    """The tree over the paragraphs of one notice.

    `styles` and `numbers` give each paragraph's label, null where it has none; `prose` says that a paragraph is running
    text, so that a label out of sequence at its head is doubtful; `closing` that it heads a part behind the problems.
    Returns the root, whose row is -1.
    """
    root = Node("", 0, -1, None)
    path = [root]  # from the root to the node that is open
    last: dict[str, tuple[int, str]] = {}  # style → the last number seen and the style of its parent
    for row, (printed, number) in enumerate(zip(styles, numbers, strict=True)):
        if printed is None:
            path[-1].body.append(row)
            continue
        is_section = printed == "digit_comma" and closing and closing[row] and _section_expected(path, number)
        style = "chinese" if is_section else printed  # 3、 printed for 三、
        if style == path[-1].style and number == path[-1].number + 1:  # most labels go on with the one before
            place: tuple[int, str, int] | None = (len(path) - 1, style, number)
        elif style == "bracket":
            begun = styles[row + 1] if row + 1 < len(styles) and numbers[row + 1] == 1 else None
            place = _damaged(style, number, path, last, begun=begun)
        else:
            place = _place(style, number, path, last, prose=prose[row])
        if place is None:
            path[-1].body.append(row)
            continue
        depth, known, ordinal = place
        parent = path[depth - 1]
        node = Node(known, ordinal, row, parent)
        parent.children.append(node)
        path[depth:] = [node]
        last[known] = (ordinal, parent.style)
    return root


def _place(
    style: str, number: int | None, path: list[Node], last: dict[str, tuple[int, str]], *, prose: bool
) -> tuple[int, str, int] | None:
    """Depth, style and number of a label, or None where it carries no structure."""
    if number is None and (style == "aspect" or style in UNLABELLED):
        depth = _depth_of_unlabelled(style, path)
        return depth, style, path[depth].number + 1 if depth < len(path) and path[depth].style == style else 1
    if style == "bare":
        return _damaged(style, number, path, last)
    if number is None:
        return None
    open_at = {node.style: depth for depth, node in enumerate(path) if depth}
    if not _expected(style, number, path, open_at):
        for other in (style, *STANDS_FOR.get(style, ())):
            if last.get(other) == (number - 1, path[-1].style) and _is_container(path[-1], other):
                return len(path), other, number  # its numbers run through, and the next heading above was just begun
    if style in open_at:
        depth = open_at[style]
        step = number - path[depth].number
        if 1 <= step <= GAP or number == 1 or (step >= 0 and not prose):
            return depth, style, number
        return None
    style = next((other for other in STANDS_FOR.get(style, ()) if _goes_on(style, other, number, last)), style)
    known = (style, *STANDS_FOR.get(style, ()))
    stands_for = next((other for other in known if _expected(other, number, path, open_at)), None)
    if stands_for is not None and (stands_for != "chinese" or last.get(style, (0, ""))[0] + 1 != number):
        return open_at[stands_for], stands_for, number
    before, parent_style = last.get(style, (0, ""))
    is_new = number == 1 or style not in last
    if is_new or not 0 <= number - before <= GAP:
        doubtful = prose and (number > GAP or not is_new)
        return None if doubtful else (_depth_of_new(style, number, path, prose=prose), style, number)
    depths = [depth for depth, node in enumerate(path) if node.style == parent_style]
    runs_below = depths[-1] + 1 if depths else len(path)
    return (len(path) if _is_container(path[-1], style) else runs_below), style, number


def _section_expected(path: list[Node], number: int | None) -> bool:
    """The open list of sections goes on with this number."""
    return len(path) > 1 and path[1].style == "chinese" and path[1].number + 1 == number


def _below_parts(path: list[Node]) -> int:
    """The depth of a section: the outermost, but for parts (第一部分, 壹、, 甲、) above it."""
    return max((depth + 1 for depth, node in enumerate(path) if node.style in ("aspect", "formal", "stem")), default=1)


def _depth_of_new(style: str, number: int, path: list[Node], *, prose: bool) -> int:
    """The depth of a list that begins: innermost; one whose first labels are lost above those that are lower by custom."""
    if style == "chinese":
        return _below_parts(path)
    if style == "aspect":  # 第一方面 behind passages numbered (一) is above them and not inside
        lower = ORDER[ORDER.index("chinese_paren") :]
        return next((depth for depth, node in enumerate(path) if node.style in lower), len(path))
    if number == 1 or prose or style not in ORDER:
        return len(path)
    lower = ORDER[ORDER.index(style) + 1 :]
    return next((depth for depth, node in enumerate(path) if node.style in lower), len(path))


def _depth_of_unlabelled(style: str, path: list[Node]) -> int:
    """The depth of a heading without a label: that of the open one of its style, else below the innermost of the outer styles."""
    open_at = [depth for depth, node in enumerate(path) if depth and node.style == style]
    if style == "aspect":
        return open_at[-1] if open_at else _depth_of_new(style, 1, path, prose=False)
    outer = [depth + 1 for depth, node in enumerate(path) if node.style in UNLABELLED[: UNLABELLED.index(style)]]
    return (open_at or outer or [len(path) if style == UNNUMBERED else _below_parts(path)])[-1]


def _goes_on(style: str, other: str, number: int, last: dict[str, tuple[int, str]]) -> bool:
    """The number goes on with a count in the other style that runs through, and with none in its own."""
    return (
        other != "chinese" and last.get(other, (-1, ""))[0] + 1 == number and last.get(style, (-1, ""))[0] + 1 != number
    )


def _expected(style: str, number: int, path: list[Node], open_at: dict[str, int]) -> bool:
    """The open list of the style goes on with this number."""
    return style in open_at and path[open_at[style]].number + 1 == number


def _is_container(node: Node, style: str) -> bool:
    """The open node was just begun and may hold labels of the style, whose numbers run through."""
    return not node.children and node.style != style and not node.body


def _damaged(
    style: str, number: int | None, path: list[Node], last: dict[str, tuple[int, str]], *, begun: str | None = None
) -> tuple[int, str, int] | None:
    """Where a label without its bracket, or without its number, belongs: to the list that expects it.

    `begun` is the style of a list that begins right behind it: the label heads such lists.
    """
    wanted = ("digit_paren", "digit", "digit_comma") if style == "bare" else ("chinese_paren", "digit_paren")
    expecting = [
        depth
        for depth in range(len(path) - 1, 0, -1)
        if path[depth].style in wanted and (number is None or number == path[depth].number + 1)
    ]
    heading = [depth for depth in expecting if any(child.style == begun for child in path[depth].children)]
    for depth in heading or expecting:
        return depth, path[depth].style, path[depth].number + 1
    if number is not None and not path[-1].children:
        for known in wanted:
            if last.get(known) == (number - 1, path[-1].style):
                return len(path), known, number
    if number == 1 and path[-1].style in ("digit", "digit_comma", "chinese_paren", "problem") and not path[-1].body:
        below = [known for known in wanted if known != path[-1].style and last.get(known, (0, ""))[1] == path[-1].style]
        return len(path), (below or ["digit_paren"])[0], 1
    return None
