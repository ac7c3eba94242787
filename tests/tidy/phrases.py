# SPDX-License-Identifier: Apache-2.0
"""Phrases that confused readers: they may become fewer, and not more.

tests/tidy/phrases.txt has the limits. Line breaks and comment marks within a
phrase do not matter.
"""

import re

from tree import Finding

LIST = "tests/tidy/phrases.txt"
_SUFFIXES = {".md", ".cpp", ".hpp", ".proto", ".py", ".js", ".mjs", ".html",
             ".toml", ".sh", ".txt", ".cmake"}
_BREAK = r"\s+(?:(?://[/!<]*|#|\*|\|)\s+)?"


def check(tree):
    for number, line in enumerate(tree.text(LIST).split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        row = re.fullmatch(r"(\d+) (\d+) (\S.*)", line)
        if not row:
            yield Finding(LIST, number, "phrase", "write DOCS SOURCES PHRASE")
            continue
        for is_document, limit in ((True, int(row[1])), (False, int(row[2]))):
            yield from _over(tree, row[3], is_document, limit)


def pattern(phrase):
    """Words in this order, whatever breaks the line between them."""
    words = _BREAK.join(re.escape(word) for word in phrase.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.I)


def found(tree, phrase, is_document):
    """Where the phrase stands: (file, position)."""
    wanted = pattern(phrase)
    return [(file, match.start()) for file in tree.files
            if file.suffix in _SUFFIXES and file.path != LIST
            and (file.suffix == ".md") == is_document
            for match in wanted.finditer(file.text)]


def _over(tree, phrase, is_document, limit):
    places = found(tree, phrase, is_document)
    if len(places) <= limit:
        return
    kind = "documents" if is_document else "sources"
    for file, position in places:
        yield file.finding(
            position, "phrase",
            f'"{phrase}" stands {len(places)} times in {kind}, {limit} are '
            "allowed: say it in plain English (docs/contributing.md)")
