"""Reads the .trx files of a folder. Used by .ci/run.

names FOLDER           the methods of the tests that failed, one a line
report FOLDER [AGAIN]  the tests that failed with message and stack, then the line "N passed, N failed"; a test that
                       failed in FOLDER and passed in AGAIN counts as passed and is named. What failed outside of tests,
                       such as taking a fixture down, counts as failed. Ends with 1 unless all passed.
"""

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

STACK_LINES = 6

# Tests that are started by name only.
NOT_RUN = ("NotExecuted", "NotRunnable")


def results(folder):
    """Each result with its test's method, such as Namespace.Class.Method."""
    for path in sorted(Path(folder).glob("*.trx")):
        tree = ElementTree.parse(path)
        methods = {
            test.get("id"): f"{test.find('{*}TestMethod').get('className')}.{test.find('{*}TestMethod').get('name')}"
            for test in tree.iterfind(".//{*}UnitTest")
        }
        for result in tree.iterfind(".//{*}UnitTestResult"):
            yield result, methods[result.get("testId")]


def failed(folder):
    return [(result, method) for result, method in results(folder) if result.get("outcome") not in ("Passed", *NOT_RUN)]


def outside_of_tests(folder):
    """How often something failed that is no test; a .trx has a count of it and nothing else."""
    return sum(int(counters.get("error", 0)) for path in Path(folder).glob("*.trx") for counters in ElementTree.parse(path).iterfind(".//{*}Counters"))


def show(result, words):
    message = result.findtext(".//{*}ErrorInfo/{*}Message", default="no message").strip()
    stack = result.findtext(".//{*}ErrorInfo/{*}StackTrace", default="").splitlines()
    print(f"{words} {result.get('testName')} ({result.get('duration')})", message, *(line.strip() for line in stack[:STACK_LINES]), sep="\n  ")


def report(folder, again=None):
    outcomes = [result.get("outcome") for result, _ in results(folder)]
    passed = outcomes.count("Passed")
    mended = {result.get("testName") for result, _ in results(again) if result.get("outcome") == "Passed"} if again else set()
    left = 0
    for result, _ in failed(folder):
        if result.get("testName") in mended:
            passed += 1
            show(result, "PASSED ON ITS SECOND TRY")
        else:
            left += 1
            show(result, "FAILED")
    if not_run := sum(outcome in NOT_RUN for outcome in outcomes):
        print(f"{not_run} not run: tests that are started by name only")
    if errors := outside_of_tests(folder):
        left += errors
        print(f"FAILED outside of tests, {errors} times: the output above says where")
    # A run that brought nothing has failed.
    left = left or (1 if passed == 0 else 0)
    print(f"{passed} passed, {left} failed")
    return 1 if left else 0


if __name__ == "__main__":
    if sys.argv[1] == "names":
        for name in sorted({method for _, method in failed(sys.argv[2])}):
            print(name)
    else:
        sys.exit(report(*sys.argv[2:]))
