"""Who takes part in a review: found, added, and counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest

from ehcp_desktop.domain.invitee import Invitee
from ehcp_desktop.domain.people import Contact, Role
from ehcp_desktop.domain.review import Review
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput
from ehcp_desktop.resources import ROOT
from ehcp_desktop.services import people, review_people, review_places
from ehcp_desktop.services.shipped import read_toml_cached

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family


@pytest.fixture
def review(family: Family, child: Child) -> Review:
    return family.store.reviews.save(Review(child=child.id))


def known(family: Family, child: Child, name: str, role: str) -> Contact:
    return people.add_person(family, Contact(name=name), role, child)


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("SENCO", "school"),
        ("Head teacher of Hill Road", "school"),
        ("School nurse", "health"),
        ("Speech and language therapist", "health"),
        ("EHCP co-ordinator", "council"),
        ("SENCO/teacher", "school"),
        ("Director of Children’s Services", "council"),
        ("social worker", "care"),
        ("mother", "family"),
        ("Educational psychologist", "advice"),
        ("specialist teacher", "advice"),
        ("School doctor", "health"),
        ("Family GP", "health"),
        ("Family doctor", "health"),
        ("Family nurse", "health"),
        ("Family support worker", "support"),
        ("Family liaison officer", "support"),
        ("Parent advocate", "support"),
        ("grandmother", "relatives"),
        ("aunt", "relatives"),
        ("grandmother and foster carer", "family"),
        ("child", None),
        ("", None),
    ],
)
def test_the_longest_known_words_of_a_role_say_where_someone_comes_from(
    role: str, place: str | None
) -> None:
    found = review_places.place_of(role)
    assert (found.id if found else None) == place


def test_beginning_takes_those_whose_role_is_known_the_family_first(
    family: Family, child: Child, review: Review
) -> None:
    known(family, child, "Mrs Bell", "SENCO")
    known(family, child, "Amara", "mother")
    known(family, child, "Aunt Jo", "")
    known(family, child, "Dr Okoro", "educational psychologist")
    begun = review_people.begin(family, review)
    assert [(one.name, one.role) for one in begun] == [
        ("Amara", "mother"),
        ("Sam Example", "child"),
        ("Mrs Bell", "SENCO"),
        ("Anyshire County Council", "council"),
        ("Dr Okoro", "educational psychologist"),
    ]


def test_a_role_that_has_ended_brings_nobody(family: Family, child: Child, review: Review) -> None:
    left = family.store.contacts.save(Contact(name="Mr Old"))
    ended = Role(contact=left.id, title="SENCO", until=When.parse("2025-07"))
    family.store.roles.save(ended)
    assert "Mr Old" not in [one.name for one in review_people.begin(family, review)]


def test_beginning_twice_adds_nobody_twice_and_is_one_step(family: Family, review: Review) -> None:
    review_people.begin(family, review)
    assert not review_people.begin(family, review)
    family.store.undo()
    assert not review_people.invitees(family, review.id)


def test_a_list_is_added_a_person_for_each_line(family: Family, review: Review) -> None:
    pasted = "Mrs Bell, SENCO\n\nDana Whitlock\toccupational therapist\nLeah - therapist\nMr Hale"
    added = review_people.add(family, review.id, pasted)
    assert [(one.name, one.role) for one in added] == [
        ("Mrs Bell", "SENCO"),
        ("Dana Whitlock", "occupational therapist"),
        ("Leah", "therapist"),
        ("Mr Hale", ""),
    ]


def test_the_name_of_a_contact_brings_its_role(
    family: Family, child: Child, review: Review
) -> None:
    contact = known(family, child, "Mrs Bell", "SENCO")
    (added,) = review_people.add(family, review.id, "Mrs Bell")
    assert (added.contact, added.role) == (contact.id, "SENCO")
    assert review_people.names(family) == ("Mrs Bell, SENCO",)


def test_a_name_is_there_once_however_it_is_written(family: Family, review: Review) -> None:
    review_people.add(family, review.id, "Mrs Bell, SENCO")
    assert not review_people.add(family, review.id, "mrs bell")


def test_half_a_character_is_left_out_of_a_name(family: Family, review: Review) -> None:
    (added,) = review_people.add(family, review.id, "Mrs Bell\ud83d, SENCO")
    assert added.name == "Mrs Bell"


@pytest.mark.parametrize("typed", ["", "  \n ", ", SENCO", "\ud83d, SENCO"])
def test_without_a_name_nobody_is_added(family: Family, review: Review, typed: str) -> None:
    with pytest.raises(BadInput, match="Write a name"):
        review_people.add(family, review.id, typed)


def test_the_law_names_a_school_only_for_who_goes_to_one(
    family: Family, child: Child, review: Review
) -> None:
    assert review_places.wanted(family, review).citation == "SEND Regulations 2014, reg 20(2)"
    family.store.children.save(replace(child, school="none"))
    out = review_places.wanted(family, review)
    assert out.citation == "SEND Regulations 2014, reg 21(2)"
    assert [place.id for place in out.places] == ["family", "council", "health", "care"]


def test_what_the_law_is_said_to_ask_stands_among_what_may_be_cited(
    family: Family, child: Child, review: Review
) -> None:
    (shipped,) = read_toml_cached(ROOT / "law" / "citations.toml")
    read = {
        one["at"]: (one["source"], one["verified"])
        for law in cast("list[dict[str, list[dict[str, str]]]]", shipped["law"])
        for one in law.get("cited", [])
    }
    for school in ("Hill Road", "none"):
        family.store.children.save(replace(child, school=school))
        law = review_places.wanted(family, review)
        at = law.citation.removeprefix("SEND Regulations 2014, ")
        assert read[at] == (law.source_url, law.verified)


def test_whom_the_law_names_and_nobody_in_the_grid_is_can_be_added(
    family: Family, review: Review
) -> None:
    review_people.add(family, review.id, "Amara, mother\nMrs Bell, SENCO\nPriya, case officer")
    missing = review_people.not_yet_there(family, review)
    assert [place.id for place in missing] == ["health", "care"]
    added = review_people.add_places(family, review.id, missing)
    assert [one.name for one in added] == ["Someone from health", "Someone from social care"]
    assert not review_people.not_yet_there(family, review)


def test_an_aunt_does_not_stand_for_the_parent(family: Family, review: Review) -> None:
    review_people.add(family, review.id, "Jo, aunt\nGran, grandmother")
    assert review_people.not_yet_there(family, review)[0].id == "family"


def test_those_who_came_are_counted_and_before_that_those_who_are_expected(
    family: Family, review: Review
) -> None:
    def person(name: str, attendance: str = "") -> Invitee:
        return Invitee(review=review.id, name=name, invited="yes", attendance=attendance)

    family.store.invitees.save_all([person("A"), person("B"), person("C", "apologies")])
    assert review_people.here(family, review.id) == 2
    family.store.invitees.save(person("D", "attended"))
    assert review_people.here(family, review.id) == 1


def test_someone_who_is_removed_comes_back_by_undo(family: Family, review: Review) -> None:
    (added,) = review_people.add(family, review.id, "Mrs Bell, SENCO")
    review_people.remove(family, added.id)
    assert not review_people.invitees(family, review.id)
    assert family.store.undo() == "Remove Mrs Bell from the review"
    assert review_people.invitees(family, review.id) == [added]


def test_what_is_known_of_someone_is_kept_but_a_name_there_must_be(
    family: Family, review: Review
) -> None:
    (added,) = review_people.add(family, review.id, "Mrs Bell, SENCO")
    review_people.keep(family, replace(added, invited="yes"))
    assert review_people.invitees(family, review.id)[0].invited == "yes"
    with pytest.raises(BadInput, match="needs a name"):
        review_people.keep(family, replace(added, name=" "))


def test_a_day_that_is_still_to_come_is_refused(family: Family, review: Review) -> None:
    (added,) = review_people.add(family, review.id, "Mrs Bell, SENCO")
    ahead = replace(added, received="yes", received_on=When.parse("2026-11-23"))
    with pytest.raises(BadInput, match="still to come"):
        review_people.keep(family, ahead)
