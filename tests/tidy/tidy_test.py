#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Plants each violation in a small tidy checkout: it, and only it, is found."""

import pathlib
import tempfile
import unittest

import licence
import shape
import tidy

CLEAN = {
    "CMakeLists.txt": "add_subdirectory(room)\n",
    "README.md": "| folder | |\n|---|---|\n| `room/` | pure |\n"
                 "| `tests/` | tests |\n",
    "room/CMakeLists.txt": "parley_library(room roster.cpp)\n",
    "room/roster.hpp": "// Owns who is in.\n#pragma once\n",
    "room/roster.cpp": '#include "room/roster.hpp"\n\nint size() { return 1; }\n',
    "tests/CMakeLists.txt": "parley_test(room/roster_test.cpp)\n",
    "tests/room/roster_test.cpp": '#include "room/roster.hpp"\n',
    "tests/tidy/exempt.txt": "# RULE PATH REASON\n",
}


class Planted(unittest.TestCase):
    def findings(self, files):
        """What tidy says about the clean checkout with these files put in."""
        with tempfile.TemporaryDirectory() as folder:
            for path, text in {**CLEAN, **files}.items():
                place = pathlib.Path(folder, path)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(text, "utf-8")
            return tidy.check(folder)

    def expect(self, files, *places):
        """Exactly these `path:line: rule` are found, each with an advice."""
        found = self.findings(files)
        self.assertEqual(
            [f"{f.path}:{f.line}: {f.rule}" for f in found], list(places))
        self.assertTrue(all(len(f.advice) > 10 for f in found))

    def expect_header(self, path, code, *rules, line=3):
        """Likewise for code in a header of a folder that the README names."""
        folder = path.split("/")[0]
        readme = CLEAN["README.md"]
        if f"`{folder}/`" not in readme:
            readme += f"| `{folder}/` | more |\n"
        self.expect({"README.md": readme,
                     path: f"// Owns it.\n#pragma once\n{code}\n"},
                    *(f"{path}:{line}: {rule}" for rule in rules))


class Layers(Planted):
    def test_a_tidy_checkout_has_no_findings(self):
        self.expect({})

    def test_an_include_goes_downwards_only(self):
        for path, allowed, refused in [
                ("protocol/a.hpp", "protocol", "room"),
                ("room/a.hpp", "protocol", "actors"),
                ("store/a.hpp", "room", "actors"),
                ("actors/a.hpp", "store", "cluster"),
                ("actors/a.hpp", "room", "net"),
                ("cluster/a.hpp", "actors", "net"),
                ("net/a.hpp", "protocol", "room"),
                ("server/a.hpp", "net", "cli"),
                ("server/a.hpp", "actors", "tests"),
                ("lab/a.hpp", "protocol", "net"),
                ("lab/load/a.hpp", "lab", "server"),
                ("cli/a.hpp", "server", "lab"),
                ("cluster/link/a.hpp", "cluster/link", "cluster"),
                ("cluster/link/a.hpp", "cluster/link", "protocol"),
                ("cluster/follow/a.hpp", "cluster/link", "cluster"),
                ("cluster/own/a.hpp", "cluster/own", "actors"),
        ]:
            with self.subTest(path=path, refused=refused):
                self.expect_header(path, f'#include "{allowed}/x.hpp"')
                self.expect_header(path, f'#include "{refused}/x.hpp"',
                                   "layers")

    def test_cli_and_tests_see_all(self):
        self.expect_header("cli/a.hpp", '#include "server/x.hpp"')
        self.expect_header("tests/a.hpp", '#include "net/x.hpp"')

    def test_an_include_is_written_from_the_root(self):
        self.expect_header("room/a.hpp", '#include "roster.hpp"', "layers")
        self.expect_header("room/a.hpp", '#include "../room/x.hpp"', "layers")

    def test_libraries_stay_where_they_belong(self):
        for path, header in [
                ("net/a.hpp", "caf/actor.hpp"),
                ("actors/a.hpp", "boost/asio/ip/tcp.hpp"),
                ("actors/a.hpp", "boost/beast.hpp"),
                ("room/a.hpp", "caf/actor.hpp"),
                ("room/a.hpp", "boost/url.hpp"),
                ("protocol/a.hpp", "mutex"),
                ("protocol/a.hpp", "thread"),
        ]:
            with self.subTest(path=path, header=header):
                self.expect_header(path, f"#include <{header}>", "layers")
        self.expect_header("room/a.hpp", "#include <chrono>")
        self.expect_header("net/a.hpp", "#include <boost/beast.hpp>")

    def test_the_pure_folders_ask_no_clock(self):
        now = "auto t = std::chrono::steady_clock::now();"
        self.expect_header("room/a.hpp", now, "layers")
        self.expect_header("net/a.hpp", now)
        self.expect_header("room/a.hpp",
                           "using t = std::chrono::steady_clock::time_point;")


class Shape(Planted):
    def test_a_file_has_at_most_300_lines(self):
        self.expect_header("room/a.hpp", "\n" * 297)
        self.expect_header("room/a.hpp", "\n" * 298, "file-length", line=301)

    def test_a_function_has_at_most_70_lines(self):
        def function(lines):
            return "void f() {\n" + "  g();\n" * (lines - 2) + "}"
        self.expect_header("room/a.hpp", function(70))
        self.expect_header("room/a.hpp", function(71), "function-length")
        self.expect_header("room/a.hpp",
                           f"namespace a {{\nclass b {{\n{function(71)}\n}};\n}}",
                           "function-length", line=5)

    def test_functions_are_told_from_other_braces(self):
        code = """
namespace a {
enum class color { red };
template <class T, int N = 3>
struct s : b<T> {
 public:
  s() : x_{1}, y_{f(2)} {
    if (x_) {
    }
  }
  int x_{0};
};
constexpr int table[] = {
  1,
};
extern int entry(int x) {
  return x;
}
auto g() -> int { return 1; }
}
extern {
int h(int x) { return x; }
}
"""
        lines = [(code.count("\n", 0, start) + 1, code.count("\n", 0, end) + 1)
                 for start, end in shape.functions(code)]
        self.assertEqual(lines, [(7, 10), (16, 18), (19, 19), (22, 22)])

    def test_braces_in_words_do_not_count(self):
        self.expect_header(
            "room/a.hpp",
            'void f() {\n  g("{", \'{\', R"x(")}{)x");  // {\n}\n'
            "int big = 1'000'000;\n" + "void h();\n" * 80 + "void i() {}")

    def test_a_line_has_at_most_80_characters(self):
        self.expect_header("room/a.hpp", "// " + "ü " * 38 + "ü")
        self.expect_header("room/a.hpp", "// " + "ü " * 38 + "üü",
                           "line-width")
        self.expect_header("room/a.hpp", "//   https://" + "x" * 80)

    def test_a_header_is_guarded_and_starts_with_a_comment(self):
        self.expect({"room/a.hpp": "// Owns it.\n"}, "room/a.hpp:1: header")
        self.expect({"room/a.hpp": "#pragma once\n// Late.\n"},
                    "room/a.hpp:1: header")
        self.expect({"room/a.hpp": "// Not so:\n// #pragma once\n"},
                    "room/a.hpp:1: header")

    def test_a_class_has_at_most_400_lines_in_all_its_files(self):
        slices = {"room/CMakeLists.txt": "parley_library(room roster.cpp"
                                         " roster_a.cpp roster_b.cpp)\n",
                  "tests/CMakeLists.txt": "parley_test(room/roster_test.cpp "
                                          "room/roster_a_test.cpp "
                                          "room/roster_b_test.cpp)\n",
                  "tests/room/roster_a_test.cpp": "\n",
                  "tests/room/roster_b_test.cpp": "\n"}
        body = '#include "room/roster.hpp"\n' + "int size;\n" * 197
        def with_lines(more, ratchet=""):
            return slices | {"room/roster_a.cpp": body,
                             "room/roster_b.cpp": body[:-10 * 5] + more,
                             shape.CLASS_RATCHET: ratchet}
        long = "int size;\n" * 10
        self.expect(with_lines("int size;\n" * 4))
        self.expect(with_lines(long), "room/roster.hpp:1: class-length")
        self.expect(with_lines(long, "room/roster.hpp 406\n"))
        self.expect(with_lines(long, "room/roster.hpp 407\n"),
                    f"{shape.CLASS_RATCHET}:1: class-length")
        self.expect(with_lines("", "room/roster.hpp 407\n"),
                    f"{shape.CLASS_RATCHET}:1: class-length")


class Licence(Planted):
    def test_each_source_names_the_licence_of_the_checkout(self):
        self.expect({"LICENSE": "Ours.\n"},
                    "room/roster.cpp:1: licence", "room/roster.hpp:1: licence",
                    "tests/room/roster_test.cpp:1: licence")
        line = f"// {licence.LINE}\n"
        sources = {path: line + text for path, text in CLEAN.items()
                   if path.endswith("pp")}
        self.expect(sources | {"LICENSE": "Ours.\n"})
        self.expect(sources | {
            "LICENSE": "Ours.\n",
            "room/a.py": f"#!/usr/bin/env python3\n# {licence.LINE}\n"})
        self.expect(sources | {"LICENSE": "Ours.\n", "room/a.js": "f();\n"},
                    "room/a.js:1: licence")


class Words(Planted):
    def test_leftovers_are_found_in_any_text(self):
        for word in ("TO" "DO", "FIX" "ME", "XX" "X", "HA" "CK"):
            self.expect_header("room/a.hpp", f"// {word}: later", "leftover")
            self.expect({"room/notes.md": f"{word}\n"},
                        "room/notes.md:1: leftover")
        self.expect({".ci/run": "# TO" "DO\n", ".git/x": "TO" "DO\n",
                     "build/x": "TO" "DO\n", "tests/corpus/x": "TO" "DO\n"},
                    ".ci/run:1: leftover")
        self.expect_header("room/a.hpp", "// mktemp XXXX" "X")

    def test_registries_are_not_named(self):
        self.expect({"tests/lock.json": '{\n "a": "https://registry.npm'
                                        'js.org/a.tgz"\n}\n'},
                    "tests/lock.json:2: registry")
        self.expect({"tests/x.sh": "curl deb.deb" "ian.org\n"},
                    "tests/x.sh:1: registry")

    def test_a_build_uses_no_network(self):
        for code in ("add_custom_command(OUTPUT a\n  COMMAND ${NPM} ci)",
                     "execute_process(\n  COMMAND curl x)",
                     "\ninclude(FetchContent)",
                     "\nfile(DOWNLOAD x y)"):
            with self.subTest(code=code):
                self.expect({"tests/CMakeLists.txt":
                             f"{CLEAN['tests/CMakeLists.txt']}{code}\n"},
                            "tests/CMakeLists.txt:3: network")
        self.expect({"tests/CMakeLists.txt": CLEAN["tests/CMakeLists.txt"] +
                     "# as npm ci has it\nadd_test(COMMAND node --test)\n"})

    def test_names_say_something(self):
        for path in ("room/string_utils.txt", "room/helper.txt",
                     "tests/common/x.txt", "room/room-manager.txt",
                     "room/base.txt", "tests/misc.txt"):
            self.expect({path: "\n"}, f"{path}:1: name")
        for path in ("room/database.txt", "room/base64.txt"):
            self.expect({path: "\n"})

    def test_tests_do_not_sleep(self):
        self.expect_header("tests/a.hpp", "void f() { sleep" "_for(1s); }",
                           "sleep")
        self.expect({"tests/a.py": "time.sle" "ep(1)\n"}, "tests/a.py:1: sleep")
        self.expect({"tests/a.mjs": "await new Promise(r => setTime" "out(r))\n"},
                    "tests/a.mjs:1: sleep")
        self.expect({"tests/a.mjs": "setTimeout(() => fail('late'), 9000);\n"})
        self.expect_header("tests/a.hpp", "// sleep_for would be wrong here")
        self.expect_header("room/a.hpp", "void sleep_for(int);")

    def test_text_in_the_log_is_escaped(self):
        bad = r'void f() { spdlog::info("a room=\"{}\"", x); }'
        self.expect_header("room/a.hpp", bad, "log-text")
        self.expect_header("tests/a.hpp", bad)
        self.expect_header("room/a.hpp", 'void f() { spdlog::info("a x={}", log_text(x)); }')

    def test_operations_are_owned_and_errors_looked_at(self):
        self.expect_header("net/a.hpp", "auto f = asio::detached;", "detached")
        self.expect_header("room/a.hpp", "auto p = shared_from_this();",
                           "shared-from-this")
        self.expect_header("room/a.hpp", "// no shared_from_this, no cry")


class Agreement(Planted):
    def test_a_source_has_a_test_twin(self):
        files = {"room/CMakeLists.txt": "roster.cpp\nhistory.cpp\n",
                 "room/history.cpp": "int x;\n"}
        self.expect(files, "room/history.cpp:1: twin")
        exempt = {"tests/tidy/exempt.txt": "twin room/history.cpp it is data\n"}
        self.expect({**files, **exempt})

    def test_a_twin_mirrors_the_folders(self):
        files = {"room/CMakeLists.txt": "roster.cpp\nlane/deflated.cpp\n",
                 "tests/CMakeLists.txt":
                     "room/roster_test.cpp\nroom/lane/deflated_test.cpp\n",
                 "room/lane/deflated.cpp": "int x;\n"}
        self.expect({**files, "tests/room/lane/deflated_test.cpp": "int x;\n"})
        self.expect(files, "room/lane/deflated.cpp:1: twin")

    def test_images_and_the_changelog_have_the_version_of_the_project(self):
        readme = CLEAN["README.md"] + "| `deploy/` | images |\n"
        files = {"README.md": readme,
                 "CMakeLists.txt": "project(parley VERSION 0.2.0 LANGUAGES CXX)\n",
                 "CHANGELOG.md": "## 0.2.0\n\n## 0.1.0\n",
                 "deploy/a.yaml": "image: parley:0.2.0\n"}
        self.expect(files)
        self.expect({**files, "CHANGELOG.md": "## 0.1.0\n",
                     "deploy/a.yaml": "image: parley:0.1.0\n"},
                    "CHANGELOG.md:1: version", "deploy/a.yaml:1: version")

    def test_an_exemption_needs_a_reason_a_use_and_a_right(self):
        files = {"room/CMakeLists.txt": "roster.cpp\nhistory.cpp\n",
                 "room/history.cpp": "shared_from_this();\n"}
        found = ["room/history.cpp:1: shared-from-this",
                 "room/history.cpp:1: twin",
                 "tests/tidy/exempt.txt:2: exemption"]
        for line in ("twin room/history.cpp",
                     "twin room/roster.cpp it has a test, so nobody needs this",
                     "shared-from-this room/history.cpp not in net",
                     "layers room/history.cpp no such exemption"):
            self.expect({**files, "tests/tidy/exempt.txt": f"# why\n{line}\n"},
                        *found)

    def test_one_class_in_net_may_own_itself(self):
        readme = CLEAN["README.md"] + "| `net/` | sockets |\n"
        files = {"README.md": readme,
                 "net/a.hpp": "// Own.\n#pragma once\nshared_from_this();\n",
                 "tests/tidy/exempt.txt": "shared-from-this net/a.hpp why\n"}
        self.expect(files)
        del files["tests/tidy/exempt.txt"]
        self.expect(files, "net/a.hpp:3: shared-from-this")

    def test_a_source_is_built(self):
        self.expect({"room/CMakeLists.txt": "old_roster.cpp roster.cpp.in\n"},
                    "room/roster.cpp:1: built")
        self.expect({"tests/CMakeLists.txt": "roster_test.cpp\n"},
                    "tests/room/roster_test.cpp:1: built")

    def test_the_readme_names_the_folders_there_are(self):
        self.expect({"web/page.html": "\n"}, "README.md:1: folders")
        self.expect({"README.md": CLEAN["README.md"] + "| `gone/` | x |\n"},
                    "README.md:5: folders")

    def test_links_between_documents_lead_somewhere(self):
        self.expect({"tests/a.md": "[r](../README.md#top) [w](https://x.y)\n"
                                   "```\n[x](code)\n```\n[t](room/)\n"})
        self.expect({"tests/a.md": "\n[r](README.md)\n[u]: gone.md\n"},
                    "tests/a.md:2: link", "tests/a.md:3: link")
        self.expect({"tests/a.md": "[outside](../../x.md)\n"},
                    "tests/a.md:1: link")


class Facts(Planted):
    LOCKS = "\n## Locks\n\n| file |\n|---|\n| `room/b.hpp` |\n\n## More\n"
    MUTEX = "// Owns it.\n#pragma once\nstd::mutex mutex_;\n"

    def test_a_document_that_a_text_names_exists(self):
        notes = "# Notes\n## 1. A\n- **1.2** A fact.\n"
        self.expect({"tests/notes.md": notes,
                     "room/b.hpp": "// See notes.md, 1.2, and README.md.\n"
                                   "#pragma once\n"})
        self.expect({"room/b.hpp": "// See notes.md.\n#pragma once\n"},
                    "room/b.hpp:1: document")
        self.expect({"tests/notes.md": notes,
                     "room/b.hpp": "// See notes.md, 1.3.\n#pragma once\n"},
                    "room/b.hpp:1: document")
        self.expect({"tests/a.md": "docs/adr/0042 tells it.\n"},
                    "tests/a.md:1: document")

    def test_the_table_of_locks_has_each_mutex(self):
        readme = CLEAN["README.md"] + "| `docs/` | text |\n"
        files = {"README.md": readme, "docs/architecture.md": self.LOCKS}
        self.expect(files | {"room/b.hpp": self.MUTEX})
        self.expect(files, "docs/architecture.md:2: locks")
        self.expect({"room/b.hpp": self.MUTEX}, "room/b.hpp:3: locks")


    def test_layers_are_drawn_as_they_are_checked(self):
        self.expect({"CMakeLists.txt": "add_subdirectory(room)\n"
                     "# protocol <- room <- store <- actors <- cluster\n"})
        self.expect({"CMakeLists.txt": "add_subdirectory(room)\n"
                     "# protocol <- room <- actors\n"},
                    "CMakeLists.txt:2: layers-picture")

    def test_the_paragraph_about_ci_names_its_stages(self):
        readme = CLEAN["README.md"] + "| `docs/` | text |\n"
        files = {"README.md": readme,
                 "docs/contributing.md": "# C\n[CI](../.ci/run) runs `asan`.\n",
                 ".ci/run": "stage 37 check asan\n"}
        self.expect(files)
        files[".ci/run"] += "FUZZ_SECONDS=3 stage 12 check fuzz\n"
        self.expect(files, "docs/contributing.md:2: stages")


class Phrases(Planted):
    def limited(self, line, files):
        return {"tests/tidy/phrases.txt": f"# why\n{line}\n", **files}

    def test_a_phrase_stands_no_more_often_than_it_may(self):
        wrapped = {"room/b.hpp": "// Nobody is\n// Told of it.\n#pragma once\n",
                   "tests/a.md": "It is told.\n"}
        self.expect(self.limited("1 1 is told", wrapped))
        self.expect(self.limited("0 0 is told", wrapped),
                    "room/b.hpp:1: phrase", "tests/a.md:1: phrase")
        self.expect(self.limited("0 0 is tolds", wrapped))

    def test_a_limit_has_two_numbers(self):
        self.expect(self.limited("1 is told", {}),
                    "tests/tidy/phrases.txt:2: phrase")


class Output(Planted):
    def test_a_finding_is_written_as_path_line_rule_and_advice(self):
        [finding] = self.findings({"room/a.hpp": "// Owns it.\n"})
        self.assertEqual(str(finding), "room/a.hpp:1: header: "
                         "add `#pragma once` below the comment")


if __name__ == "__main__":
    unittest.main()
