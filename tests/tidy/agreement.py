# SPDX-License-Identifier: Apache-2.0
"""Things that are said in two places and must agree."""

import posixpath
import re

from tree import Finding

_TWINNED = {"protocol", "room", "store", "actors", "cluster", "net", "server",
            "cli", "lab"}
_ROW = re.compile(r"^\|\s*\[?`([\w.-]+)/`", re.M)
_FENCE = re.compile(r"^ *(```|~~~).*?^ *\1", re.M | re.S)
_PROJECT = re.compile(r"^project\(\S+ VERSION (\d+\.\d+\.\d+)", re.M)
_IMAGE = re.compile(r"\bparley:(\d+\.\d+\.\d+)\b")
_RELEASE = re.compile(r"^## (\d+\.\d+\.\d+)$", re.M)
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?[^)]*\)|^\[[^\]]+\]:\s*(\S+)", re.M)


def check(tree):
    yield from _twins(tree)
    yield from _built(tree)
    yield from _folder_table(tree)
    yield from _versions(tree)
    for file in tree.files:
        if file.suffix == ".md":
            yield from _links(tree, file)


def _twins(tree):
    paths = set(tree.paths)
    for file in tree.cpp:
        if file.suffix != ".cpp" or file.folder not in _TWINNED:
            continue
        twin = f"tests/{file.path.removesuffix('.cpp')}_test.cpp"
        if twin not in paths:
            yield file.finding(
                0, "twin", f"write {twin}, or exempt it and say why")


def _built(tree):
    """Each source is named by a CMakeLists.txt beside or above it."""
    for file in tree.cpp:
        if file.suffix != ".cpp":
            continue
        folder, name = posixpath.split(file.path)
        while not tree.exists(posixpath.join(folder, "CMakeLists.txt")):
            if not folder:
                break
            folder, parent = posixpath.split(folder)
            name = f"{parent}/{name}"
        lists = posixpath.join(folder, "CMakeLists.txt")
        if not re.search(rf"(?<![\w/.-]){re.escape(name)}(?![\w.-])",
                         tree.text(lists)):
            yield file.finding(0, "built", f"name {name} in {lists}")


def _folder_table(tree):
    text = tree.text("README.md")
    rows = {match[1]: text.count("\n", 0, match.start()) + 1
            for match in _ROW.finditer(text)}
    for folder in tree.folders:
        if folder not in rows:
            yield Finding("README.md", 1, "folders",
                          f"add a row for `{folder}/` to the folder table")
    for folder, line in rows.items():
        if folder not in tree.folders:
            yield Finding("README.md", line, "folders",
                          f"there is no folder {folder}/: take its row out")


def _versions(tree):
    """The project's version is CMake's; images and the changelog follow."""
    version = _PROJECT.search(tree.text("CMakeLists.txt"))
    if not version:
        return
    for file in tree.files:
        if file.path == "CHANGELOG.md":
            named = list(_RELEASE.finditer(file.text))[:1]
        elif file.folder == "deploy":
            named = _IMAGE.finditer(file.text)
        else:
            continue
        for match in named:
            if match[1] != version[1]:
                yield file.finding(
                    match.start(), "version",
                    f"write {version[1]}, as CMakeLists.txt has it")


def _links(tree, file):
    text = _FENCE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), file.text)
    for match in _LINK.finditer(text):
        target = (match[1] or match[2]).split("#")[0]
        if not target or re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        path = posixpath.normpath(
            posixpath.join(posixpath.dirname(file.path), target))
        if path.startswith("../") or not tree.exists(path):
            yield file.finding(
                match.start(), "link", f"{target} does not exist: correct it")
