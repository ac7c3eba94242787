# SPDX-License-Identifier: Apache-2.0
"""Statements of the documents that the sources can confirm."""

import re

import layers
from tree import Finding

_DOCUMENT = re.compile(r"(?<![\w./:-])((?:\.\./)*(?:[\w-]+/)*[\w-]+\.md)\b"
                       r"(?:,\s+(?:/{2,3}\s+)?(\d+(?:\.\d+)*))?")
_TARGET = re.compile(r"\]\([^)\s]*\)|^\[[^\]]+\]:\s*\S+", re.M)
_ADR = re.compile(r"\bdocs/adr/(\d{4})\b(?!-)")
_NUMBERED = re.compile(r"^#+ (\d+(?:\.\d+)*)\b|^- \*\*(\d+(?:\.\d+)*)\*\*", re.M)
_MUTEX = re.compile(r"\bstd::(?:\w+_)?mutex\s+\w+\s*;")
_LOCK_ROW = re.compile(r"^\|\s*`([\w/.]+)`", re.M)
_LOCKS = "docs/architecture.md"
_LOCKING = {"protocol", "room", "store", "actors", "cluster", "net", "server"}
_PLANTED = "tests/tidy/"
_PICTURES = ("docs/architecture.md", "docs/contributing.md", "CMakeLists.txt")
_STAGE = re.compile(r"^\s*(?:\w+=\S+ )?stage \d+ check (\w+)", re.M)
_CI = "docs/contributing.md"


def check(tree):
    names = {path.split("/")[-1] for path in tree.paths}
    for file in tree.files:
        if not file.path.startswith(_PLANTED):
            yield from _documents(tree, file, names)
    yield from _locks(tree)
    yield from _layers(tree)
    yield from _stages(tree)


def _documents(tree, file, names):
    """A document that is named exists, and so does the number cited of it."""
    # Links are checked as links.
    text = _TARGET.sub(lambda m: " " * len(m[0]), file.text) \
        if file.suffix == ".md" else file.text
    for match in _DOCUMENT.finditer(text):
        path, number = match.groups()
        name = path.split("/")[-1]
        if name not in names:
            yield file.finding(match.start(), "document",
                               f"{path} does not exist: write or correct it")
        elif number and number not in _numbers(tree, name):
            yield file.finding(match.start(), "document",
                               f"{name} has no {number}: correct the number")
    for match in _ADR.finditer(file.text):
        if not any(path.startswith(f"docs/adr/{match[1]}-")
                   for path in tree.paths):
            yield file.finding(match.start(), "document",
                               f"there is no {match[0]}: correct it")


def _numbers(tree, name):
    """The numbers of a document's headings and facts."""
    path = next(path for path in tree.paths if path.split("/")[-1] == name)
    return {heading or fact
            for heading, fact in _NUMBERED.findall(tree.text(path))}


def _locks(tree):
    """The table of locks has every file with a mutex, and no other."""
    text = tree.text(_LOCKS)
    begin = text.find("\n## Locks\n")
    end = text.find("\n## ", begin + 1)
    section = text[begin:end] if begin >= 0 else ""
    line = text.count("\n", 0, begin + 1) + 1
    listed = set(_LOCK_ROW.findall(section))
    locking = {}
    for file in tree.cpp:
        if file.folder in _LOCKING and (match := _MUTEX.search(file.code)):
            locking[file.path] = file.finding(
                match.start(), "locks",
                f"add a row for it to the table of locks in {_LOCKS}")
    for path, finding in locking.items():
        if path not in listed:
            yield finding
    for path in sorted(listed - set(locking)):
        yield Finding(_LOCKS, line, "locks",
                      f"{path} has no mutex: take its row out")


def _layers(tree):
    """Where the layers are drawn, they are those that layers.py checks."""
    chain = " <- ".join(layers._DOWNWARDS)
    for path in _PICTURES:
        text = tree.text(path)
        for match in re.finditer(r"\w+(?: <- \w+){2,}", text):
            if match[0] != chain:
                line = text.count("\n", 0, match.start()) + 1
                yield Finding(path, line, "layers-picture",
                              f"draw the layers as {chain}")


def _stages(tree):
    """The paragraph about CI names each stage that .ci/run has."""
    text = tree.text(_CI)
    begin = text.find("[CI](")
    about = text[begin:text.find("\n\n", begin)] if begin >= 0 else ""
    line = text.count("\n", 0, max(begin, 0)) + 1
    for stage in _STAGE.findall(tree.text(".ci/run")) if about else []:
        if f"`{stage}`" not in about:
            yield Finding(_CI, line, "stages", f"CI runs `{stage}` too: name it")
