# SPDX-License-Identifier: Apache-2.0
"""Who may include whom: downwards only, and some libraries nowhere near."""

import re

_DOWNWARDS = ["protocol", "room", "store", "actors", "cluster"]
_BELOW = {
    **{name: set(_DOWNWARDS[:place + 1])
       for place, name in enumerate(_DOWNWARDS)},
    "net": {"protocol", "net"},
    "server": {*_DOWNWARDS, "net", "server", "web"},
    "cli": {*_DOWNWARDS, "net", "server", "cli", "web"},
    # A tool that tests a server shares no code with it.
    "lab": {"protocol", "lab"},
    # Pure: neither actors nor packets.
    "cluster/link": {"cluster/link"},
    "cluster/follow": {"cluster/follow", "cluster/link", "cluster/view.hpp"},
    "cluster/own": {"cluster/own", "cluster/link", "cluster/placement.hpp",
                    "cluster/standing.hpp", "cluster/view.hpp", "protocol",
                    "store/record.hpp"},
}
_PURE = {"protocol", "room", "cluster/link", "cluster/follow", "cluster/own"}
_EVERYONE = {"tests", "bench"}
_FOLDERS = set(_BELOW) | _EVERYONE | {"web"}

_SOCKETS = r"boost/(?:asio|beast)\b|asio\b|beast\b|sys/socket\.h|netinet/"
_THREADS = (r"(?:thread|mutex|shared_mutex|condition_variable|future|semaphore|"
            r"latch|barrier|stop_token)$")
_FORBIDDEN = {
    **{name: [r"caf/", r"boost/", r"nats", _SOCKETS, _THREADS]
       for name in _PURE},
    "actors": [_SOCKETS],
    "net": [r"caf/"],
}

_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.M)
_CLOCK = r"\b(?:\w+_)?clock::now\s*\("


def check(tree):
    for file in tree.cpp:
        layer = _layer(file)
        for include in _INCLUDE.finditer(file.text):
            kind, target = include.groups()
            advice = _own(layer, target) if kind == '"' \
                else _library(layer, target)
            if advice:
                yield file.finding(include.start(), "layers", advice)
        if layer in _PURE:
            yield from file.find(
                _CLOCK, "layers",
                f"{layer}/ knows no clock: take the time as an argument",
                file.code)


def _layer(file):
    """The innermost folder that has a rule of its own."""
    folders = file.path.split("/")[:-1]
    names = ["/".join(folders[:depth + 1]) for depth in range(len(folders))]
    return next((name for name in reversed(names) if name in _BELOW),
                file.folder)


def _own(layer, target):
    folder = target.split("/")[0]
    if "/" not in target or folder not in _FOLDERS:
        return f'write "{target}" from the project\'s root'
    if layer in _EVERYONE or any(
            f"{target}/".startswith(f"{name}/")
            for name in _BELOW.get(layer, _FOLDERS)):
        return None
    return (f"{layer}/ must not include {folder}/: move what both need down, "
            "or hand it in from above")


def _library(layer, target):
    if any(re.match(pattern, target) for pattern in _FORBIDDEN.get(layer, [])):
        return f"{layer}/ must not know <{target}>: do this part in a shell"
    return None
