# SPDX-License-Identifier: Apache-2.0
"""A checkout with a LICENSE names it in the head of each source."""

LINE = "SPDX-License-Identifier: Apache-2.0"
_COMMENT = {".cpp": "//", ".hpp": "//", ".proto": "//", ".js": "//",
            ".mjs": "//", ".py": "#", ".sh": "#"}


def check(tree):
    if not tree.exists("LICENSE"):
        return
    for file in tree.files:
        if file.suffix not in _COMMENT:
            continue
        head = file.lines[1:] if file.lines[0].startswith("#!") else file.lines
        wanted = f"{_COMMENT[file.suffix]} {LINE}"
        if not head or head[0] != wanted:
            yield file.finding(0, "licence", f"begin with `{wanted}`")
