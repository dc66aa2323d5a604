"""Reports that were asked for, and the files made from them."""

from reporting.models.report_run import ReportFile, ReportRun, RunState

__all__ = ["ReportFile", "ReportRun", "RunState"]
