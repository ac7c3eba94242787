# SPDX-License-Identifier: Apache-2.0
import unittest

import tables
import trial


def run(server, scenario, number, **found):
    result = {"cpu_us_per_delivery": 0, "bytes_per_connection": 0,
              "cpu_us_per_join": 0, "lost": 0, "duplicated": 0,
              "reordered": 0, "refused": 0, "failures": 0, **found}
    return {"server": server, "scenario": scenario, "round": number,
            "result": result}


RUNS = [
    run("floor", "s1-open", 0, cpu_us_per_delivery=4),
    run("floor", "s1-open", 1, cpu_us_per_delivery=100),
    run("floor", "s1-open", 2, cpu_us_per_delivery=5),
    run("parley", "s1-open", 0, cpu_us_per_delivery=6),
    run("parley", "idle", 0, bytes_per_connection=3181.4),
    {"server": "floor", "scenario": "idle", "round": 0, "error": "no"},
]


class Tables(unittest.TestCase):

    def test_medians_are_not_moved_by_one_bad_run(self):
        self.assertEqual(tables.median_of(RUNS, "floor", "S1 open"), 5)
        self.assertIsNone(tables.median_of(RUNS, "floor", "S5"))

    def test_columns_are_those_of_the_scenarios_that_were_run(self):
        self.assertEqual(tables.columns_of(RUNS), ["S1 open", "idle B/conn"])

    def test_costs_say_what_failed(self):
        self.assertEqual(
            tables.costs(RUNS).splitlines(),
            ["| server | S1 open | idle B/conn |", "| --- | --- | --- |",
             "| floor | 5.00 | failed |", "| parley | 6.00 | 3,181 |"])

    def test_ratios_leave_out_what_has_no_base(self):
        self.assertEqual(tables.ratios(RUNS, "floor").splitlines()[-1],
                         "| parley | 1.20 |  |")

    def test_faults_are_told_and_nothing_else(self):
        self.assertIn("floor, idle, round 1: no", tables.faults(RUNS))
        self.assertTrue(tables.faults(RUNS[:4]).startswith("None"))
        bad = RUNS[:4] + [run("ws", "s1-open", 0, lost=3, failures=1)]
        self.assertEqual(tables.faults(bad), "- ws, s1-open: 3 lost, 1 failures")


class Trial(unittest.TestCase):

    def test_cores_are_not_shared_while_there_are_two(self):
        class Fake:
            loops = 1
        self.assertEqual(trial.cores_for(Fake, [0, 1]), ([0], [1]))
        self.assertEqual(trial.cores_for(Fake, [3]), ([3], [3]))
        Fake.loops = 2
        self.assertEqual(trial.cores_for(Fake, [0, 1]), ([0, 1], [1]))

    def test_places_are_filled_in(self):
        self.assertEqual(trial.filled_in("@DIR@/a:@PORT@", {"DIR": "d",
                                                             "PORT": 1}),
                         "d/a:1")


if __name__ == "__main__":
    unittest.main()
