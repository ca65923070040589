"""Files that are more than their text: one module a kind, each with `text_of(content) -> str`.

Belongs here: what a web page, a Word document or a PDF shows its reader, as lines of text: a paragraph or a table row a
line, cells parted by tabs, labels that the format numbers by itself written out. Does not belong here: which kind a file is
(`warehouse.decode`), and what the text says (`transforms`). Every reader has bounds on time and memory and raises
`warehouse.refusals.RefusalError` where a file is beyond them or cannot be opened.
"""
