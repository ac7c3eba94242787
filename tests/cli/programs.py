#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whether the server's program is free of the lab. `programs.py PARLEY LAB`

Prints what is wrong, a line each, and exits 1 when something is. Needs nm, and
programs that are not stripped.
"""

import subprocess
import sys

# What only the lab has, by its symbols.
LAB = ("parley::load::", "parley::script::", "parley::verify::")


def symbols(program):
    return subprocess.run(["nm", "--demangle", program], check=True,
                          capture_output=True, text=True).stdout


def main(parley, lab):
    server, tools = symbols(parley), symbols(lab)
    faults = [f"{parley} contains {name}" for name in LAB if name in server]
    # Otherwise the names above are out of date.
    faults += [f"{lab} lacks {name}" for name in LAB if name not in tools]
    if "parley::server::" not in server:
        faults.append(f"{parley} has no symbols")
    if "parley::server::" in tools:
        faults.append(f"{lab} contains the server")
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
