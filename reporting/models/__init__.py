"""Reports that were asked for and the files made from them; and what is released of them."""

from reporting.models.loading import Kind, Loading
from reporting.models.release import SIGNED_STATES, Audience, Release, ReleaseFile, ReleaseState, ReleaseText
from reporting.models.report_run import ReportFile, ReportRun, RunState

__all__ = [
    "SIGNED_STATES",
    "Audience",
    "Kind",
    "Loading",
    "Release",
    "ReleaseFile",
    "ReleaseState",
    "ReleaseText",
    "ReportFile",
    "ReportRun",
    "RunState",
]
