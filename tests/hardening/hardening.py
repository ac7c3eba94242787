#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whether a binary is hardened as cmake/compiler.cmake says. `hardening.py FILE`

Prints what is missing, a line each, and exits 1 when something is. Needs
readelf.
"""

import pathlib
import platform
import re
import subprocess
import sys

INTEL = platform.machine() in ("x86_64", "AMD64")
# Where an indirect branch may go to. A program has one per function; without the
# option there are some of libraries at most.
ENDBR64 = b"\xf3\x0f\x1e\xfa"
ENTRIES = 1000


def readelf(option, path):
    return subprocess.run(["readelf", option, "-W", path], check=True,
                          capture_output=True, text=True).stdout


def missing(path):
    header = readelf("-h", path)
    segments = readelf("-l", path)
    dynamic = readelf("-d", path)
    symbols = readelf("--dyn-syms", path)
    stack = re.search(r"GNU_STACK\s.*\s(\S+)\s+0x\S+$", segments, re.M)
    found = {
        "position independent (-pie)": "Type:" in header
        and re.search(r"Type:\s+DYN", header) and "PIE" in dynamic,
        "relocations read-only after the start (-z relro)":
        "GNU_RELRO" in segments,
        "relocations done at the start (-z now)": "NOW" in dynamic,
        "no executable stack (-z noexecstack)":
        stack is not None and "E" not in stack.group(1),
        "stack protector (-fstack-protector-strong)":
        "__stack_chk_fail" in symbols,
        "checked calls of libc (-D_FORTIFY_SOURCE)":
        re.search(r"\b__(memcpy|memmove|snprintf|read|vsnprintf)_chk", symbols),
        "checked indexes (-D_GLIBCXX_ASSERTIONS)":
        "__glibcxx_assert_fail" in symbols,
    }
    if INTEL:
        # Of the code, not of the notes: Debian's start files have none, so the
        # linker leaves them out, and the loader does not switch it on.
        found["branch protection (-fcf-protection)"] = (
            pathlib.Path(path).read_bytes().count(ENDBR64) >= ENTRIES)
    return [what for what, is_there in found.items() if not is_there]


def main(path):
    lacking = missing(path)
    for what in lacking:
        print(f"{path}: no {what}")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
