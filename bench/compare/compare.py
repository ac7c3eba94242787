# SPDX-License-Identifier: Apache-2.0
"""`./dev bench`: Parley and other servers under the same load, in turn.

Each round runs every scenario against every server once, so that all of them
see the same hours of a machine that others use, too. Writes results.json and
results.md.
"""

import argparse
import json
import os
import pathlib
import shutil
import sys

import machine
import tables
import trial
from servers import ROOT, SERVERS, version_of

SCENARIOS = list(dict.fromkeys(c[0] for c in tables.COLUMNS.values()))
# The others would say nothing that these do not.
TLS_SCENARIOS = {"s1-open", "s1c16", "s2-open", "idle", "joins"}


def parse(arguments):
    names = [server.name for server in SERVERS]
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO",
                        help="of " + ", ".join(SCENARIOS) + "; all when none")
    parser.add_argument("--servers", help="comma-separated, of " +
                        ", ".join(names) + "; all when not given")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3,
                        help="of each run that are measured")
    parser.add_argument("--quick", action="store_true",
                        help="one run of half a second each: does it work")
    parser.add_argument("--into", type=pathlib.Path,
                        default=ROOT / "bench" / "results")
    chosen = parser.parse_args(arguments)
    if chosen.quick:
        chosen.runs, chosen.seconds = 1, 0.5
    chosen.servers = chosen.servers.split(",") if chosen.servers else names
    for kind, given, known in (("scenario", chosen.scenarios, SCENARIOS),
                               ("server", chosen.servers, names)):
        for name in given:
            if name not in known:
                parser.error(f"there is no {kind} {name}")
    return chosen


def wanted(server, scenario):
    return server.scheme != "wss" or scenario in TLS_SCENARIOS


def measure(chosen, cores):
    runs = []
    for number in range(chosen.runs):
        for scenario in chosen.scenarios or SCENARIOS:
            for server in SERVERS:
                if server.name not in chosen.servers or \
                        not wanted(server, scenario):
                    continue
                run = {"server": server.name, "scenario": scenario,
                       "round": number}
                try:
                    run["result"] = trial.run(server, scenario, chosen.seconds,
                                              cores)
                except Exception as error:  # a peer's fault ends its run only
                    run["error"] = str(error)
                runs.append(run)
                print(progress(run, chosen.runs), file=sys.stderr, flush=True)
                save(runs, chosen)
    return runs


def progress(run, rounds):
    head = f"{run['round'] + 1}/{rounds} {run['scenario']:10} " \
           f"{run['server']:20}"
    if "error" in run:
        return head + " failed: " + run["error"]
    result = run["result"]
    return head + f" {result['cpu_us_per_delivery']:8.3f} us/delivery" \
        f" {result['bytes_per_connection']:8.0f} B/conn" \
        f" {result['cpu_us_per_join']:6.1f} us/join"


def save(runs, chosen):
    chosen.into.mkdir(parents=True, exist_ok=True)
    versions = {server.name: version_of(server) for server in SERVERS
                if server.name in chosen.servers}
    described = machine.describe()
    (chosen.into / "results.json").write_text(json.dumps(
        {"machine": described, "versions": versions, "runs": runs}) + "\n")
    (chosen.into / "results.md").write_text(as_page(
        runs, described, versions, chosen))


def as_page(runs, described, versions, chosen):
    rounds = len(tables.used(runs, "round"))
    parts = [
        "# Results of `./dev bench`",
        f"{described['cpu']}, {described['cores']} cores, "
        f"{described['memory_gib']} GiB, Linux {described['kernel']}, commit "
        f"{described['commit']}, {described['date']}. Medians of {rounds} "
        f"run{'s' if rounds != 1 else ''} of {chosen.seconds:g} s.",
        "Microseconds of server CPU a delivery; bytes of resident memory a "
        "connection; microseconds of server CPU a join.",
        tables.costs(runs)]
    for base in ("floor", "parley"):
        if base in tables.used(runs, "server"):
            parts += [f"Against {base}:", tables.ratios(runs, base)]
    parts += ["What went wrong:", tables.faults(runs), "Versions:",
              "\n".join(f"- {name}: {version}"
                        for name, version in versions.items() if version)]
    return "\n\n".join(parts) + "\n"


def main():
    chosen = parse(sys.argv[1:])
    if not shutil.which("taskset"):
        sys.exit("./dev bench: needs taskset")
    runs = measure(chosen, sorted(os.sched_getaffinity(0)))
    print((chosen.into / "results.md").read_text())
    bad = [run for run in runs if run["server"].startswith("parley")
           and ("error" in run or
                any(run["result"][key] for key in tables.FAULTS))]
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
