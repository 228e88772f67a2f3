"""Plan: what the plan says: its versions, and the text of sections A to K."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QMenu, QPushButton

from ehcp_desktop.domain.plan import SECTIONS
from ehcp_desktop.services import plans
from ehcp_desktop.ui import plan_words
from ehcp_desktop.ui.parts.buttons import allow, button, link
from ehcp_desktop.ui.parts.forms import FormField, RecordForm
from ehcp_desktop.ui.parts.layouts import ButtonRow, Card, EmptyState, Page, SideBySide
from ehcp_desktop.ui.parts.lists import Item, ItemList
from ehcp_desktop.ui.parts.paper_rows import PaperRows, choose_and_attach
from ehcp_desktop.ui.parts.tab_order import tab_as_laid_out
from ehcp_desktop.ui.parts.text import Counted, label

if TYPE_CHECKING:
    from ehcp_desktop.domain.plan import Section
    from ehcp_desktop.services.plans import Version
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session

_FIRST_SECTION = "F"


class PlanPage(Page):
    """Versions and sections at the left, the text of one section at the right."""

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__("Plan", "What the plan says, as it was issued")
        self._session = session
        self._go = go
        self._versions: list[Version] = []
        self._sections: dict[str, Section] = {}
        self._add = self._add_button("accent")
        self.header.addWidget(self._add)
        self.empty = EmptyState(
            self.tr("No plan is recorded yet"),
            self.tr(
                "Each plan goes here with its date: a draft, the first plan, or a changed one. "
                "Then you can see what it says at a glance, and what is due from its date."
            ),
            self.tr("Add the plan"),
            lambda: self._go("add", kind="final_plan_issued"),
        )
        self.body.addWidget(self.empty)
        self._lay()

    def _lay(self) -> None:
        self._both = SideBySide(narrow=46, shares=(1, 3))
        self.versions = ItemList(self.tr("Versions of the plan"))
        self.versions.chosen.connect(lambda _: self._show_version())
        self.sections = ItemList(self.tr("Sections"), date_em=1.7)
        self.sections.chosen.connect(lambda _: self._show_section())
        self.sections.opened.connect(lambda _: self._write())
        self._count = Counted(self.tr("Versions"))
        for part in (self._count, self.versions, Counted(self.tr("Sections")), self.sections):
            self._both.main.addWidget(part)
        self._both.main.addStretch(1)
        self._both.side.addWidget(self._version_card())
        self._both.side.addWidget(self._section_card())
        self.body.addWidget(self._both)

    def _version_card(self) -> Card:
        card = Card()
        self.title = label("", "lead")
        self.dates = label("", "second")
        self.papers = PaperRows(self._session, self.tr("Papers of this version"))
        self.paste = button(self.tr("&Paste the plan…"), self._paste, image="copy")
        self._attach = link(self.tr("Add the pape&r"), self._add_paper, image="paperclip")
        self._story = link(self.tr("In the Story"), self._to_story, image="scroll-text")
        self._buttons = ButtonRow(self.paste, self._attach, self._story)
        for part in (self.title, self.dates, self.papers, self._buttons):
            card.body.addWidget(part)
        return card

    def _section_card(self) -> Card:
        card = Card()
        self.section_title = label("", "lead")
        self.section_hint = label("", "second")
        words = self.tr("&Text, in the plan’s own words")
        field = FormField(name="text", label=words, kind="long", lines=16)
        self.form: RecordForm[Section] = RecordForm(self._session, (field,), self._keep)
        self.editor = self.form.editors["text"]
        for part in (self.section_title, self.section_hint, self.form):
            card.body.addWidget(part)
        return card

    def _add_button(self, kind: str) -> QPushButton:
        made = button(self.tr("Add a versio&n"), lambda: None, kind=kind, image="plus")
        menu = QMenu(made)
        for event_kind, words in plan_words.versions_to_add():
            menu.addAction(words, partial(self._go, "add", kind=event_kind))
        made.setMenu(menu)
        return made

    def refresh(self) -> None:
        """Show the versions of the child's plan as they now are."""
        family, child = self._session.family, self._session.child_id
        self._versions = plans.versions(family, child) if child else []
        self.empty.setVisible(not self._versions)
        self._both.setVisible(bool(self._versions))
        self._add.setVisible(bool(self._versions))
        for adds in (self._add, self.empty.button):
            allow(adds, self._session.why_read_only)
        self._count.count(len(self._versions))
        with QSignalBlocker(self.versions):  # shown once, below
            self.versions.show_items([_version_item(one) for one in self._versions])
            self.versions.choose_first()
        self._show_version()
        for one in (self.versions, self.sections):
            one.fit_to_items()
        tab_as_laid_out(self)

    def show_target(self, plan: str = "", event: str = "", section: str = "", **_: object) -> None:
        """Show a version, named by itself or its event, or a section named by its letter or id."""
        if section and section not in SECTIONS:
            kept = self._session.family.store.sections.get(section)
            plan, section = kept.plan, kept.name
        found = [one for one in self._versions if plan == one.plan.id or event == one.event.id]
        if found:
            self.versions.choose(found[0].plan.id)
        if section:
            self.sections.choose(section)

    @property
    def version(self) -> Version | None:
        """The version that is shown."""
        chosen = self.versions.current()
        return next((one for one in self._versions if one.plan.id == chosen), None)

    def _show_version(self) -> None:
        version = self.version
        if version is None:
            return
        self.form.flush()
        self._sections = plans.sections(self._session.family, version.plan.id)
        self.title.setText(plan_words.stage(version))
        self.dates.setText(plan_words.dates(version.event))
        self._show_papers(version)
        with QSignalBlocker(self.sections):
            self.sections.show_items([_section_item(one) for one in self._sections.values()])
            if not self.sections.current():
                self.sections.choose(_FIRST_SECTION)
        self._show_section()

    def _show_papers(self, version: Version) -> None:
        from ehcp_desktop.services.papers import of_event

        papers = of_event(self._session.family, version.event.id)
        self.papers.show_papers([(paper, paper.name if paper.title else "") for paper in papers])
        for one in (self.paste, self._attach, self.editor):
            allow(one, self._session.why_read_only)

    def _show_section(self) -> None:
        section = self._sections.get(self.sections.current())
        if section is None:
            return
        name, hint = plan_words.section(section.name)
        title = self.tr("Section {letter}: {name}").format(letter=section.name, name=name)
        self.section_title.setText(title)
        self.section_hint.setText(hint)
        self.form.show_record(section)
        self.editor.setAccessibleName(self.tr("Text of {title}").format(title=title))

    def _write(self) -> None:
        self.editor.setFocus()
        self.ensureWidgetVisible(self.editor)

    def _keep(self, section: Section) -> Section:
        kept = plans.keep_section(self._session.family, section)
        self._sections[kept.name] = kept
        return kept

    def _paste(self) -> None:
        from ehcp_desktop.ui.paste_plan_dialog import PastePlanDialog

        version = self.version
        if version is None:
            return
        dialog = PastePlanDialog(self)
        if dialog.exec() and dialog.sections:
            self._fill(version.plan.id, dialog.sections)

    def _fill(self, plan_id: str, texts: dict[str, str]) -> None:
        family = self._session.family
        if self._session.done(lambda: plans.fill_sections(family, plan_id, texts)):
            self._session.say(plan_words.sections_filled(len(texts)), undo=True)

    def _add_paper(self) -> None:
        if self.version is not None:
            choose_and_attach(self._session, self, self.version.event.id)

    def _to_story(self) -> None:
        if self.version is not None:
            self._go("story", event=self.version.event.id)


def _version_item(version: Version) -> Item:
    return Item(
        id=version.plan.id,
        title=plan_words.stage(version),
        detail=plan_words.issued(version),
        badge=plan_words.filled(version),
    )


class SectionItem(Item):
    """A section in the list: its letter, its name, and a tick when it has text."""

    def sentence(self) -> str:
        """Return the item as one sentence for a screen reader."""
        return plan_words.said(self.date, self.title, is_written=self.mark is not None)


def _section_item(section: Section) -> Item:
    name, _ = plan_words.section(section.name)
    mark = ("check", "", "done") if section.text.strip() else None
    return SectionItem(id=section.name, title=name, date=section.name, mark=mark)
