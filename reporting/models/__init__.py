"""Reports that were asked for and the files made from them; and what is released of them."""

from reporting.models.loading import Kind, Loading
from reporting.models.release import SIGNED_STATES, Audience, Release, ReleaseFile, ReleaseState, ReleaseText
from reporting.models.report_run import ENDED_WITHOUT, UNFINISHED, ReportFile, ReportRun, RunState

__all__ = [
    "ENDED_WITHOUT",
    "SIGNED_STATES",
    "UNFINISHED",
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
