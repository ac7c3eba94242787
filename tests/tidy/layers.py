"""Who may include whom: downwards only, and some libraries nowhere near."""

import re

_DOWNWARDS = ["protocol", "room", "store", "actors", "cluster"]
_BELOW = {
    **{name: set(_DOWNWARDS[:place + 1])
       for place, name in enumerate(_DOWNWARDS)},
    "net": {"protocol", "net"},
    "server": {*_DOWNWARDS, "net", "server", "web"},
    "cli": {*_DOWNWARDS, "net", "server", "cli", "web"},
    # The scripted client shares no code with the server it tests.
    "cli/script": {"protocol", "cli"},
}
_EVERYONE = {"tests", "bench"}
_FOLDERS = set(_BELOW) | _EVERYONE | {"web"}

_SOCKETS = r"boost/(?:asio|beast)\b|asio\b|beast\b|sys/socket\.h|netinet/"
_THREADS = (r"(?:thread|mutex|shared_mutex|condition_variable|future|semaphore|"
            r"latch|barrier|stop_token)$")
_FORBIDDEN = {
    "protocol": [r"caf/", r"boost/", _SOCKETS, _THREADS],
    "room": [r"caf/", r"boost/", _SOCKETS, _THREADS],
    "actors": [_SOCKETS],
    "net": [r"caf/"],
}

_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.M)
_CLOCK = r"\b(?:\w+_)?clock::now\s*\("


def check(tree):
    for file in tree.cpp:
        layer = "cli/script" if file.path.startswith("cli/script/") \
            else file.folder
        for include in _INCLUDE.finditer(file.text):
            kind, target = include.groups()
            advice = _own(layer, target) if kind == '"' \
                else _library(layer, target)
            if advice:
                yield file.finding(include.start(), "layers", advice)
        if layer in ("protocol", "room"):
            yield from file.find(
                _CLOCK, "layers",
                f"{layer}/ knows no clock: take the time as an argument",
                file.code)


def _own(layer, target):
    folder = target.split("/")[0]
    if "/" not in target or folder not in _FOLDERS:
        return f'write "{target}" from the project\'s root'
    if layer in _EVERYONE or folder in _BELOW.get(layer, _FOLDERS):
        return None
    return (f"{layer}/ must not include {folder}/: move what both need down, "
            "or hand it in from above")


def _library(layer, target):
    if any(re.match(pattern, target) for pattern in _FORBIDDEN.get(layer, [])):
        return f"{layer}/ must not know <{target}>: do this part in a shell"
    return None
