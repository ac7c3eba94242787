# SPDX-License-Identifier: Apache-2.0
"""Medians, ratios and the tables of docs/performance.md. Pure."""

import statistics

# Column: its scenario, its key in a result, digits behind the point.
COLUMNS = {
    "S1 open": ("s1-open", "cpu_us_per_delivery", 2),
    "S1c1": ("s1c1", "cpu_us_per_delivery", 2),
    "S1c16": ("s1c16", "cpu_us_per_delivery", 3),
    "S2 open": ("s2-open", "cpu_us_per_delivery", 2),
    "S2 closed": ("s2-closed", "cpu_us_per_delivery", 2),
    "S4c16": ("s4c16", "cpu_us_per_delivery", 3),
    "S5": ("s5", "cpu_us_per_delivery", 2),
    "idle B/conn": ("idle", "bytes_per_connection", 0),
    "us/join": ("joins", "cpu_us_per_join", 1),
}
FAULTS = ("lost", "duplicated", "reordered", "refused", "failures")


def results_of(runs, server, scenario):
    return [run["result"] for run in runs
            if run["server"] == server and run["scenario"] == scenario
            and "result" in run]


def median_of(runs, server, column):
    """None when nothing was measured."""
    scenario, key, _ = COLUMNS[column]
    found = [result[key] for result in results_of(runs, server, scenario)
             if result[key]]
    return statistics.median(found) if found else None


def cell(runs, server, column):
    value = median_of(runs, server, column)
    if value is not None:
        return f"{value:,.{COLUMNS[column][2]}f}"
    errors = [run["error"] for run in runs if run["server"] == server
              and run["scenario"] == COLUMNS[column][0] and "error" in run]
    return "failed" if errors else ""


def ratio(runs, server, base, column):
    mine, other = (median_of(runs, name, column) for name in (server, base))
    return f"{mine / other:.2f}" if mine and other else ""


def _row(cells):
    return "| " + " | ".join(cells) + " |"


def _table(columns, rows):
    return "\n".join([_row(["server", *columns]),
                      _row(["---"] * (len(columns) + 1)),
                      *(_row(row) for row in rows)])


def used(runs, key):
    return list(dict.fromkeys(run[key] for run in runs))


def columns_of(runs):
    scenarios = set(used(runs, "scenario"))
    return [name for name, column in COLUMNS.items() if column[0] in scenarios]


def costs(runs):
    columns = columns_of(runs)
    return _table(columns, [[server, *(cell(runs, server, c) for c in columns)]
                            for server in used(runs, "server")])


def ratios(runs, base):
    columns = columns_of(runs)
    return _table(columns,
                  [[server, *(ratio(runs, server, base, c) for c in columns)]
                   for server in used(runs, "server") if server != base])


def faults(runs):
    """A line for each server and scenario with something wrong; what is right
    has none."""
    lines = []
    for server in used(runs, "server"):
        for scenario in used(runs, "scenario"):
            sums = {key: sum(result[key] for result in
                             results_of(runs, server, scenario))
                    for key in FAULTS}
            if any(sums.values()):
                lines.append(f"- {server}, {scenario}: " + ", ".join(
                    f"{value} {key}" for key, value in sums.items() if value))
    for run in runs:
        if "error" in run:
            lines.append(f"- {run['server']}, {run['scenario']}, round "
                         f"{run['round'] + 1}: {run['error']}")
    return "\n".join(lines) or "None: nothing was lost, doubled, out of order " \
        "or refused in any run."
