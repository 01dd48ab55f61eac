"""The event seeds agree with each other and with the schema: a typing error there must not wait for a sentence."""

from __future__ import annotations

from transforms.nlp.event_conditions import known_conditions
from transforms.nlp.event_lexicon import event_lexicon
from transforms.nlp.modality import MODALITIES
from transforms.seeds.load import read_seed
from transforms.tables.columns import EVENT_TYPE_VALUES
from transforms.tables.events import QUAD_CLASSES

MODES = {(row["event_type"], row["mode"]) for row in read_seed("plover_modes")}


def test_types_are_those_of_the_schema() -> None:
    rows = read_seed("plover_event_types")
    assert sorted(row["event_type"] for row in rows) == sorted(EVENT_TYPE_VALUES)
    assert {row["quad_class"] for row in rows} == set(QUAD_CLASSES)
    assert all(-10 <= float(row["score"]) <= 10 for row in rows)
    required = {row["event_type"] for row in rows if row["requires_recipient"] == "true"}
    assert required == {"COOPERATE", "AID", "SANCTION"}


def test_codes_name_known_types_and_modes() -> None:
    coded = [row for row in (*read_seed("event_lexicon"), *read_seed("event_compositions")) if row["event_type"]]
    assert {row["event_type"] for row in coded} == set(EVENT_TYPE_VALUES), "every type can be triggered"
    assert not {(r["event_type"], r["event_mode"]) for r in coded if r["event_mode"]} - MODES


def test_every_condition_can_be_checked() -> None:
    entries = [entry for found in event_lexicon().entries.values() for entry in found]
    used = {condition.name for entry in entries for condition in entry.conditions}
    assert used <= known_conditions()


def test_every_operator_but_the_transparent_ones_composes() -> None:
    operators = {row["operator"] for row in read_seed("event_operators")}
    composing = {row["operator"] for row in read_seed("event_compositions")}
    assert operators - composing <= {"light", "phase", "manage", "accuse"}
    assert composing <= operators


def test_modalities_are_known() -> None:
    signed = {row[column] for row in read_seed("event_modality") for column in ("affirmed", "negated")}
    assert signed <= set(MODALITIES)
    assert {row["modality"] for row in read_seed("event_modality_words")} <= set(MODALITIES)
