#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""House rules a compiler does not know, as a test. `tidy.py [CHECKOUT]`

Prints `path:line: rule: what to do` for each violation; exits 1 when there are
any. Exemptions stand in tests/tidy/exempt.txt, each with its reason.
"""

import pathlib
import sys

import agreement
import facts
import layers
import licence
import phrases
import shape
import words
from tree import Finding, Tree

CHECKOUT = pathlib.Path(__file__).resolve().parents[2]
EXEMPTIONS = "tests/tidy/exempt.txt"
RULES = (layers, shape, words, agreement, facts, phrases, licence)


def check(root):
    """All findings of a checkout, exempt ones left out, in the tree's order."""
    tree = Tree(root)
    findings = [finding for rules in RULES for finding in rules.check(tree)]
    return sorted(set(exempted(tree, findings)))


def exempted(tree, findings):
    """What is left of the findings, and what is wrong with the exemptions."""
    exempt, left = {}, []
    for number, line in enumerate(tree.text(EXEMPTIONS).split("\n"), 1):
        rule, path, *reason = line.split("#")[0].split() + ["", ""]
        if not rule:
            continue
        if may_be_exempt(rule, path) and any(reason):
            exempt[rule, path] = number
        else:
            left.append(Finding(EXEMPTIONS, number, "exemption",
                                "write `twin PATH REASON`, or "
                                "`shared-from-this net/FILE REASON`"))
    used = {(finding.rule, finding.path) for finding in findings}
    left += [finding for finding in findings
             if (finding.rule, finding.path) not in exempt]
    left += [Finding(EXEMPTIONS, number, "exemption",
                     f"nothing needs `{rule} {path}` any more: take it out")
             for (rule, path), number in exempt.items()
             if (rule, path) not in used]
    return left


def may_be_exempt(rule, path):
    return rule == "twin" or (
        rule == "shared-from-this" and path.startswith("net/"))


def main(arguments):
    findings = check(arguments[0] if arguments else CHECKOUT)
    for finding in findings:
        print(finding)
    print(f"tidy: {len(findings)} to do" if findings else "tidy: all in order")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
