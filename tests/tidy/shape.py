# SPDX-License-Identifier: Apache-2.0
"""How long and wide things are, and how a header begins."""

import re

import licence
from tree import Finding

FILE_LINES = 300
CLASS_LINES = 400
FUNCTION_LINES = 70
COLUMNS = 80

# Headers whose class is longer, each with the lines it has: they may only fall.
CLASS_RATCHET = "tests/tidy/class_lengths.txt"

_FIRST_INCLUDE = re.compile(r'^#include "([^"]+\.hpp)"', re.M)
_SCOPE = re.compile(
    r"(?:inline\s+|static\s+|typedef\s+|export\s+)*"
    r"(?:(?:namespace|class|struct|union|enum)\b|extern\s*$)")
_LABEL = re.compile(r"\s*(?:public|private|protected)\s*:(?!:)")
_TEMPLATE = re.compile(r"template\s*<")


def check(tree):
    for file in tree.cpp:
        count = length(file)
        if count > FILE_LINES:
            yield Finding(
                file.path, FILE_LINES + 1, "file-length",
                f"{count} lines, {FILE_LINES} are allowed: split it by topic")
        yield from _wide_lines(file)
        yield from _long_functions(file)
        if file.suffix == ".hpp":
            yield from _header(file)
    yield from _long_classes(tree)


def length(file):
    """Lines of a file without its licence head."""
    return sum(licence.LINE not in line for line in file.lines) \
        - (file.lines[-1] == "")


def _long_classes(tree):
    """A header with all sources that implement it: those include it first."""
    lengths = {file.path: length(file)
               for file in tree.cpp if file.suffix == ".hpp"}
    for file in tree.cpp:
        first = _FIRST_INCLUDE.search(file.text)
        if file.path.endswith("_test.cpp") or file.suffix != ".cpp":
            continue
        if first and first[1] in lengths:
            if file.path.rpartition("/")[0] == first[1].rpartition("/")[0]:
                lengths[first[1]] += length(file)
    allowed = _class_ratchet(tree)
    for path, count in sorted(lengths.items()):
        limit = allowed.get(path, CLASS_LINES)
        if count > limit:
            yield Finding(path, 1, "class-length",
                          f"{count} lines with its sources, {limit} are "
                          "allowed: give it one idea")
    for path, limit in allowed.items():
        count = lengths.get(path, 0)
        if count <= CLASS_LINES:
            yield Finding(CLASS_RATCHET, 1, "class-length",
                          f"{path} is short enough: take its line out")
        elif count < limit:
            yield Finding(CLASS_RATCHET, 1, "class-length",
                          f"{path} has {count} lines: write that number")


def _class_ratchet(tree):
    rows = (line.split("#")[0].split()
            for line in tree.text(CLASS_RATCHET).split("\n"))
    return {row[0]: int(row[1]) for row in rows if row}


def _wide_lines(file):
    position = 0
    for line in file.lines:
        # One word that nobody can break, such as an address, may stick out.
        words = line.strip().lstrip("/*").split()
        if len(line) > COLUMNS and len(words) > 1:
            yield file.finding(
                position, "line-width",
                f"{len(line)} columns, {COLUMNS} are allowed: break the line")
        position += len(line) + 1


def _header(file):
    if not re.search(r"^#pragma once$", file.code, re.M):
        yield file.finding(0, "header", "add `#pragma once` below the comment")
    text = file.text.removeprefix(f"// {licence.LINE}\n").lstrip()
    if not text.startswith(("//", "/*")):
        yield file.finding(
            0, "header",
            "start with a comment that says what this header owns")


def _long_functions(file):
    for start, end in functions(file.code):
        count = file.code.count("\n", start, end) + 1
        if count > FUNCTION_LINES:
            yield file.finding(
                start, "function-length",
                f"{count} lines, {FUNCTION_LINES} are allowed: "
                "give its steps names")


def functions(code):
    """Where the outermost functions of blanked code start and end.

    Braces of namespaces and classes are looked into; any other brace after a
    parenthesis belongs to a function, until one closes that nothing continues.
    """
    code = re.sub(r"^[ \t]*#(?:\\\n|[^\n])*",
                  lambda m: re.sub(r"[^\n]", " ", m[0]), code, flags=re.M)
    head, position = 0, 0
    while brace := re.compile(r"[;{}]").search(code, position):
        position = brace.end()
        if brace[0] != "{":
            head = position
            continue
        declaration = _declaration(code, head, brace.start())
        if _SCOPE.match(code, declaration, brace.start()):
            head = position
            continue
        position = _closing(code, position)
        # `a_{1}, b_{2} {` and `= {...};` go on; a function's body does not.
        if re.match(r"\s*[,;{).]", code[position:position + 200]):
            if code[position:].lstrip()[0] != ";":
                continue
        if "(" in code[declaration:brace.start()]:
            yield declaration, position
        head = position


def _declaration(code, start, end):
    """Past blanks, access labels and template heads."""
    while True:
        start += len(code[start:end]) - len(code[start:end].lstrip())
        if label := _LABEL.match(code, start, end):
            start = label.end()
        elif template := _TEMPLATE.match(code, start, end):
            start = _closing_angle(code, template.end(), end)
        else:
            return start


def _closing_angle(code, position, end):
    depth = 1
    while depth and position < end:
        depth += {"<": 1, ">": -1}.get(code[position], 0)
        position += 1
    return position


def _closing(code, position):
    """Behind the brace that closes the one before `position`."""
    depth = 1
    for brace in re.compile(r"[{}]").finditer(code, position):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return brace.end()
    return len(code)
