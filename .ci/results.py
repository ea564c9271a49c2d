"""Reads the .trx files of a folder. Used by .ci/run.

names FOLDER           the methods of the tests that failed, one a line
report FOLDER [AGAIN]  the tests that failed with message and stack, then the line "N passed, N failed"; a test that
                       failed in FOLDER and passed in AGAIN counts as passed and is named. Ends with 1 unless all passed.
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
    # A run that brought nothing has failed.
    left = left or (1 if passed == 0 else 0)
    print(f"{passed} passed, {left} failed")
    return 1 if left else 0


if __name__ == "__main__":
    if sys.argv[1] == "names":
        print("\n".join(sorted({method for _, method in failed(sys.argv[2])})))
    else:
        sys.exit(report(*sys.argv[2:]))
