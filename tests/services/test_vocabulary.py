"""The public words for events."""

from __future__ import annotations

import pytest

from ehcp_desktop.errors import BadInput, BadResource
from ehcp_desktop.services import vocabulary
from ehcp_desktop.services.vocabulary import Vocabulary, vocabulary_from_mapping

CONTRACT = {
    "assessment": "assessment_requested assessment_agreed assessment_refused advice_requested"
    " advice_received assessment_completed plan_refused",
    "plan": "draft_plan_received representations_sent draft_meeting_requested draft_meeting_held"
    " school_consulted school_consultation_answered final_plan_issued amended_plan_issued"
    " child_admitted",
    "review": "review_meeting_arranged review_invitation_received review_papers_received"
    " review_meeting_held review_report_received review_decision_received"
    " amendment_notice_received no_amendment_decision_received early_review_requested"
    " early_review_agreed early_review_refused",
    "phase": "phase_transfer_planned",
    "reassessment": "reassessment_requested reassessment_agreed reassessment_refused",
    "moving": "moved_area old_authority_told_of_move plan_transferred new_authority_wrote"
    " health_body_changed health_body_answered",
    "ceasing": "cease_proposed cease_decision_received stopped_attending",
    "redress": "mediation_contacted mediation_declined mediation_requested mediation_health_raised"
    " mediation_held mediation_not_arranged health_body_told mediation_certificate_issued"
    " mediation_agreed mediation_agreement_carried_out appeal_lodged appeal_registered"
    " appeal_sent_to_authority authority_response_received tribunal_hearing_held"
    " tribunal_decision_received tribunal_ordered appeal_conceded tribunal_recommendation_made"
    " recommendation_answered permission_to_appeal_requested permission_to_appeal_refused"
    " upper_tribunal_applied discrimination_happened discrimination_claim_registered"
    " unlawful_act_happened pre_action_letter_sent judicial_review_claim_filed",
    "information": "subject_access_requested subject_access_clarification_asked"
    " subject_access_clarification_given subject_access_answered data_protection_complaint_made"
    " data_protection_complaint_acknowledged information_requested information_answered"
    " school_record_requested school_record_received",
    "complaint": "problem_known complaint_made complaint_acknowledged complaint_answered"
    " complaint_stage2_made complaint_stage2_acknowledged complaint_stage2_answered"
    " ombudsman_complaint_made",
    "school_life": "school_attendance_changed absence suspended permanently_excluded"
    " exclusion_notified_to_governors governors_met governors_decision_received"
    " independent_review_requested independent_review_held penalty_notice_received"
    " penalty_notice_paid penalty_notice_withdrawn sent_home_informally"
    " absence_for_health_expected alternative_education_started part_time_timetable_started"
    " part_time_timetable_reviewed part_time_timetable_ended incident provision_missed"
    " provision_given adjustment_not_made",
    "contact": "letter email call meeting message portal_viewed promise_made copy_given",
    "money": "personal_budget_requested direct_payment_started direct_payment_reviewed",
    "other": "note celebration new_report_received needs_changed provision_changed term_started",
}
DATES = {"on", "sent", "received", "dated", "by"}


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    """Return the shipped vocabulary."""
    return vocabulary.load()


@pytest.mark.parametrize("group", CONTRACT)
def test_every_promised_word_is_there_in_its_group(words: Vocabulary, group: str) -> None:
    assert [kind.id for kind in words.in_group(group)] == CONTRACT[group].split()
    assert words.groups[group]


def test_every_kind_can_be_dated_and_shown(words: Vocabulary) -> None:
    for kind in words.kinds:
        assert kind.fields[0] == "on"
        assert kind.title
        assert kind.icon
        assert all(kind.label(field) != field for field in kind.fields)


def test_only_meetings_arranged_and_transfers_lie_ahead(words: Vocabulary) -> None:
    ahead = [kind.id for kind in words.kinds if kind.ahead]
    assert ahead == ["review_meeting_arranged", "phase_transfer_planned"]


def test_a_letter_from_the_council_has_its_own_date_and_the_day_it_came(words: Vocabulary) -> None:
    kind = words.kind("review_decision_received")
    assert kind.label("on") == "Day it came"
    assert kind.label("dated") == "Date on the letter"


@pytest.mark.parametrize(
    "text",
    ["review_meeting_held", "Review meeting held", "REVIEW-MEETING-HELD", " reviewmeetingheld "],
)
def test_case_spaces_and_hyphens_do_not_matter(words: Vocabulary, text: str) -> None:
    assert words.kind(text).id == "review_meeting_held"


@pytest.mark.parametrize(
    ("title", "kind"),
    [("Phone call", "call"), ("note", "note"), ("Final plan issued", "final_plan_issued")],
)
def test_a_kind_is_known_by_its_title_too(words: Vocabulary, title: str, kind: str) -> None:
    assert words.kind(title).id == kind


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("review_meting", "review_meeting_held"),
        ("asessment requested", "assessment_requested"),
        ("zzz", '"zzz" is not a kind'),
        ("", "kind is missing"),
    ],
)
def test_an_unknown_kind_names_the_nearest(words: Vocabulary, text: str, named: str) -> None:
    with pytest.raises(BadInput, match=named):
        words.kind(text)


@pytest.mark.parametrize(
    ("kind", "outcome", "spelt"),
    [
        ("review_decision_received", "Amend", "amend"),
        ("review_decision_received", "", ""),
        ("tribunal_ordered", "amend content", "amend_content"),
        ("call", "", ""),
    ],
)
def test_an_outcome_is_spelt_as_the_vocabulary_does(
    words: Vocabulary, kind: str, outcome: str, spelt: str
) -> None:
    assert words.check_outcome(words.kind(kind), outcome) == spelt


@pytest.mark.parametrize(
    ("kind", "outcome", "sentence"),
    [
        ("review_decision_received", "shrug", "maintain, amend, cease"),
        ("phase_transfer_planned", "", "needs an outcome"),
        ("call", "cross", "takes no outcome"),
    ],
)
def test_a_wrong_outcome_names_those_allowed(
    words: Vocabulary, kind: str, outcome: str, sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        words.check_outcome(words.kind(kind), outcome)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"colour": "red"}, "unknown key colour"),
        ({"fields": ["on", "weight"]}, "unknown field weight"),
        ({"labels": {"who": "Who"}}, "unknown label who"),
        ({"title": ""}, "title must be words"),
        ({"group": "elsewhere"}, "no title"),
    ],
)
def test_a_wrong_entry_is_named(change: dict[str, object], named: str) -> None:
    entry = {"group": "other", "title": "Note", "icon": "pen-line", "fields": ["on"]} | change
    mapping = {"groups": {"other": "Notes"}, "labels": {"on": "When"}, "kinds": {"note": entry}}
    with pytest.raises(BadResource, match=named):
        vocabulary_from_mapping(mapping)


def test_what_a_log_wants_besides_has_a_name_that_can_stand_in_a_line(words: Vocabulary) -> None:
    parts = [part for kind in words.kinds for part in kind.parts]
    assert "Lesson or place" in parts
    assert all(part[0].isupper() and not {",", ":"} & set(part) for part in parts)
    assert all("notes" in kind.fields for kind in words.kinds if kind.parts)


@pytest.mark.parametrize("missing", ["groups", "labels", "kinds"])
def test_a_missing_table_is_named(missing: str) -> None:
    mapping: dict[str, object] = {"groups": {}, "labels": {}, "kinds": {}}
    del mapping[missing]
    with pytest.raises(BadResource, match=f"{missing} must be a table"):
        vocabulary_from_mapping(mapping)
