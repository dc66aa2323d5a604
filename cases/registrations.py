"""What this app adds to the registries when it loads."""

from cases import (
    audit_words,
    blockers,
    closure,
    counter_panel,
    document_panel,
    drafts,
    emergency_to_dos,
    monitoring_to_dos,
    openings,
    panels,
    papers_of_cases,
    proportionality_panel,
    remedy_panel,
    satisfaction_panel,
    timeline,
    timeline_decision,
    to_dos,
    to_dos_decision,
    to_dos_telling,
    traces,
    traces_own,
    transfer_page,
    transfer_papers,
    work_panel,
)
from cases.actions import (
    accepting,
    consulting,
    countersigning,
    decision,
    emergency,
    intake,
    lowering,
    reopening,
    restricting,
    scanning,
    transfers,
    walls,
    work,
)
from partners import audit_details, home, notices

notices.add_kind(reopening.NOTICE, "The decision on case {subject} has to be taken again")
notices.add_kind(intake.NOTICE, "Incident {subject} has been logged")
notices.add_kind(scanning.NOTICE, "A virus was found in a document that you added to case {subject}")
notices.add_kind(intake.FILE_NOTICE, "A file of incidents has been imported: {subject}")
notices.add_kind(restricting.NOTICE, "You have been named for case {subject}, which is restricted")
notices.add_kind(walls.NOTICE, "A conflict of interest has been declared in case {subject}")
notices.add_kind(emergency.NOTICE, "Case {subject} has been opened in an emergency and has to be signed off")
notices.add_kind(lowering.PROPOSED, "Somebody proposes a lower risk of case {subject}: a second person has to answer")
notices.add_kind(lowering.ANSWERED, "Your proposal of a lower risk of case {subject} has been answered")
notices.add_kind(decision.TO_COUNTERSIGN, "The decision on case {subject} waits for your countersignature")
notices.add_kind(countersigning.SIGNED, "Your decision on case {subject} has been countersigned")
notices.add_kind(consulting.ASKED, "Another agency asks yours a question before it takes a decision")
notices.add_kind(consulting.REPLIED, "Another agency has answered your question")
notices.add_kind(work.TASK, "You have an action in case {subject}")
notices.add_kind(transfers.OFFERED, "Another partnership offers case {subject} to your agency")
notices.add_kind(transfers.WITHDRAWN, "The offer of case {subject} was withdrawn")
notices.add_kind(transfers.ANSWERED, "The offer of case {subject} has been answered")
notices.add_kind(accepting.RECEIVED, "Case {subject} has come from another partnership")
closure.add_blocker(transfer_page.blockers)
transfer_papers.add_obstacle(transfer_page.obstacles)
transfer_papers.add_papers(papers_of_cases.papers)
closure.add_blocker(blockers.blockers)
closure.add_blocker(work_panel.blockers)
panels.add_timeline(timeline.entries)
panels.add_timeline(timeline_decision.entries)
panels.add_timeline(work_panel.timeline)
panels.add_panel(work_panel.panel)
panels.add_panel(remedy_panel.panel)
panels.add_timeline(remedy_panel.timeline)
panels.add_panel(satisfaction_panel.panel)
panels.add_timeline(satisfaction_panel.timeline)
panels.add_panel(proportionality_panel.panel)
panels.add_timeline(proportionality_panel.timeline)
panels.add_panel(counter_panel.panel)
panels.add_timeline(counter_panel.timeline)
panels.add_panel(document_panel.panel)
panels.add_panel(transfer_page.panel)
panels.add_timeline(transfer_page.timeline)
panels.add_panel(openings.panel)
panels.add_timeline(document_panel.timeline)
traces.add_traces(traces_own.traces)
audit_details.add_words(audit_words.words)
home.add_to_do_source(drafts.to_dos)
home.add_to_do_source(to_dos.to_dos)
home.add_to_do_source(to_dos_decision.to_dos)
home.add_to_do_source(remedy_panel.to_dos)
home.add_to_do_source(proportionality_panel.to_dos)
home.add_to_do_source(to_dos_telling.to_dos)
home.add_to_do_source(satisfaction_panel.to_dos)
home.add_to_do_source(emergency_to_dos.to_dos)
home.add_to_do_source(transfer_page.to_dos)
home.add_to_do_source(monitoring_to_dos.to_dos)
