"""What opens beside the screens: the dialogs of a record, and the window of a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ehcp_desktop.ui.main_window import MainWindow
    from ehcp_desktop.ui.meeting_window import MeetingWindow
    from ehcp_desktop.ui.session import Session


class Beside:
    """Opens what is named by the place it is gone to; nothing where no record is open.

    `meeting` is the window in which notes are taken now; there is one at a time.
    """

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.meeting: MeetingWindow | None = None

    @property
    def _session(self) -> Session:
        return self._window.session

    def open(self, place: str, target: dict[str, object]) -> None:
        """Open a dialog or the window of a meeting, one of main_window.BESIDE."""
        needs_child = place != "keeping"
        if not self._session.is_open or (needs_child and not self._session.child_id):
            return
        if place == "add":
            self._add(target)
        elif place == "meeting":
            self._meet(str(target.get("review", "")))
        elif place == "school_dates":
            from ehcp_desktop.ui.school_dates_dialog import SchoolDatesDialog

            SchoolDatesDialog(self._session, self._window).exec()
        else:
            from ehcp_desktop.ui.keeping_dialog import KeepingDialog

            KeepingDialog(self._session, self._window).exec()

    def _add(self, preset: dict[str, object]) -> None:
        if "event" in preset:
            self._edit(str(preset["event"]))
        elif self._session.read_only:
            self._session.say(self._session.why_read_only)
        else:
            from ehcp_desktop.ui.add_dialog import AddDialog

            kind = str(preset.pop("kind", ""))
            AddDialog(self._session, self._window, kind, **preset).exec()

    def _edit(self, event_id: str) -> None:
        from ehcp_desktop.ui.edit_dialog import EditDialog

        event = self._session.attempt(lambda: self._session.family.store.events.get(event_id))
        if event is not None:
            EditDialog(self._session, event, self._window).exec()

    def _meet(self, review_id: str) -> None:
        if self.meeting is not None:
            self.meeting.activateWindow()
            return
        from ehcp_desktop.ui.meeting_window import open_meeting

        self.meeting = open_meeting(self._session, self._window.go, review_id)
        if self.meeting is not None:
            self.meeting.destroyed.connect(self._let_go)

    def _let_go(self) -> None:
        self.meeting = None
