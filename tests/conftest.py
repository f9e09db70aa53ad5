"""What every test shares: the slow tier's rule, and the strict run that knows no skipped test."""

from __future__ import annotations

import os

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """With STRICT=1 a skipped test fails: a run that proves nothing must not look like success."""
    report = yield
    if os.environ.get("STRICT") == "1" and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped; STRICT=1 allows no skipped test: {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector):
    """The same for a whole module that skips itself while it is collected."""
    report = yield
    if os.environ.get("STRICT") == "1" and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped; STRICT=1 allows no skipped test"
    return report
