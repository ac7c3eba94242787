# SPDX-License-Identifier: Apache-2.0
"""The files of a checkout, read once, and C++ text with its words taken out."""

import pathlib
import re
from typing import NamedTuple

SKIPPED_FOLDERS = {"build", "node_modules", "__pycache__", "corpus"}
CPP = {".cpp", ".hpp"}
# Comments, raw strings, strings and characters, in the order they are tried;
# an apostrophe between digits separates them and opens no character.
_WORDS = re.compile(
    r"""//(?:\\\n|[^\n])*
      | /\*.*?\*/
      | \bu?8?[uUL]?R"(?P<delimiter>[^()\\\s]{0,16})\(.*?\)(?P=delimiter)"
      | "(?:\\.|[^"\\\n])*"
      | (?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'""",
    re.VERBOSE | re.DOTALL,
)


class Finding(NamedTuple):
    path: str
    line: int
    rule: str
    advice: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.rule}: {self.advice}"


class File:
    """One text file; `path` is relative to the checkout, with slashes."""

    def __init__(self, path, text):
        self.path = path
        self.text = text
        self.lines = text.split("\n")
        self.suffix = pathlib.PurePosixPath(path).suffix
        self.folder = path.split("/")[0] if "/" in path else ""
        self.is_cpp = self.suffix in CPP
        # Same length and lines as `text`, so positions carry over.
        self.code = blank_words(text) if self.is_cpp else text

    def find(self, pattern, rule, advice, text=None):
        for match in re.finditer(pattern, self.text if text is None else text):
            yield self.finding(match.start(), rule, advice)

    def finding(self, position, rule, advice):
        line = self.text.count("\n", 0, position) + 1
        return Finding(self.path, line, rule, advice)


class Tree:
    """All files of a checkout that belong to it: nothing hidden but `.ci`."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.paths = sorted(self._walk(self.root))
        self.folders = sorted(
            {path.split("/")[0] for path in self.paths if "/" in path}
            - {".ci"})
        self.files = [file for path in self.paths if (file := self._read(path))]
        self.cpp = [file for file in self.files if file.is_cpp]

    def exists(self, path):
        return (self.root / path).exists()

    def text(self, path):
        """The text of a file that may not be there: then nothing."""
        return next((f.text for f in self.files if f.path == path), "")

    def _walk(self, folder):
        for entry in folder.iterdir():
            hidden = entry.name.startswith(".") and entry.name != ".ci"
            if hidden or entry.name in SKIPPED_FOLDERS:
                continue
            if entry.is_dir():
                yield from self._walk(entry)
            else:
                yield entry.relative_to(self.root).as_posix()

    def _read(self, path):
        """None for what is no text: pictures, archives."""
        try:
            return File(path, (self.root / path).read_text("utf-8"))
        except UnicodeDecodeError:
            return None


def blank_words(text):
    """`text` with comments and literals made blank, line by line as long."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match[0])
    return _WORDS.sub(blank, text)
