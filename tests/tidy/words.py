# SPDX-License-Identifier: Apache-2.0
"""Words that must not stand in a file, or in its name."""

import re

from tree import Finding

# In two halves, so that this file does not say what it forbids.
_LEFTOVER = r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b"
_REGISTRIES = [
    ("npmjs", "org"), ("npmjs", "com"), ("yarnpkg", "com"), ("pypi", "org"),
    ("pythonhosted", "org"), ("crates", "io"), ("proxy.golang", "org"),
    ("nodesource", "com"), ("deb.debian", "org"), ("security.debian", "org"),
    ("ftp.debian", "org"), ("ubuntu", "com"), ("docker", "io"),
    ("docker", "com"), ("ghcr", "io"), ("quay", "io"), ("conan", "io"),
]
_REGISTRY = r"\b(?:%s)\b" % "|".join(
    re.escape(".".join(parts)) for parts in _REGISTRIES)

# Commands of CMake, and of others in its build steps, that fetch something.
_FETCH = (r"\b(?:FetchContent|ExternalProject|CPMAddPackage)\b"
          r"|\bfile\s*\(\s*DOWNLOAD\b"
          r"|^[^#\n]*COMMAND\s+\S*(?:npm|npx|pip3?|curl|wget|git)\b")

_NAMELESS = re.compile(
    r"(?:utils?|utility|utilities|helpers?|common|misc|managers?|base)")

_SLEEPS = {
    ".cpp": r"\bsleep_(?:for|until)\b|\b(?:u|nano)?sleep\s*\(",
    ".py": r"\btime\.sleep\s*\(|\basyncio\.sleep\s*\((?!0\))",
    ".js": r"\bPromise\b.*\bsetTimeout\b|timers/promises",
    ".sh": r"^\s*sleep\s",
}
_SLEEPS[".hpp"] = _SLEEPS[".cpp"]
_SLEEPS[".mjs"] = _SLEEPS[".js"]


def check(tree):
    for path in tree.paths:
        yield from _name(path)
    for file in tree.files:
        yield from file.find(
            _LEFTOVER, "leftover", "finish it, or open an issue and say so")
        yield from file.find(
            _REGISTRY, "registry",
            "name no registry's host: each machine has its own")
        if file.path.endswith(("CMakeLists.txt", ".cmake")):
            yield from file.find(
                re.compile(_FETCH, re.I | re.M), "network",
                "let ./dev install it, and take it from there: a build uses "
                "no network")
        if file.folder == "tests" and file.suffix in _SLEEPS:
            yield from file.find(
                re.compile(_SLEEPS[file.suffix], re.M), "sleep",
                "await the event instead of letting time pass", file.code)
        if file.is_cpp:
            yield from _calls(file)
        if file.is_cpp and file.folder != "tests":
            yield from file.find(
                r'=\\"\{[^}]*\}', "log-text",
                "write key={} and log_text(value): it brings its own quotes "
                "and escapes what is inside")


def _calls(file):
    yield from file.find(
        r"\b(?:enable_)?shared_from_this\b", "shared-from-this",
        "give it one owner that outlives its operations", file.code)
    yield from file.find(
        r"\b(?:asio|net)::detached\b", "detached",
        "hand in a handler that looks at the error", file.code)


def _name(path):
    for part in path.split("/"):
        for word in re.split(r"[-_.]", part):
            if _NAMELESS.fullmatch(word):
                yield Finding(
                    path, 1, "name",
                    f'"{word}" says nothing: name it after what it does')
