"""`actors`, `places`: the world that mentions resolve to."""

from __future__ import annotations

from transforms.tables.columns import ACTOR_ID, COUNTRY, PLACE_ID
from transforms.tables.model import Column, Kind, Layer, Table

SECTORS = (
    "AGR", "BUS", "CIV", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "JRN", "JUD", "LAB", "LEG", "MED", "MIL", "NGO",
    "OPP", "PRE", "PRM", "PTY", "REB", "REF", "REL", "SOC", "SPY", "UAF", "UNK",
)  # fmt: skip
ACTOR_TYPES = (
    "person", "country", "government", "organisation", "igo", "ngo", "company", "media", "armed_group", "group",
    "role", "described", "place",
)  # fmt: skip

ACTORS = Table(
    "actors",
    Layer.REF,
    grain="real-world actor",
    meaning="People, states, organisations and described actors that mentions resolve to.",
    key=("actor_id",),
    columns=(
        Column("actor_id", Kind.TEXT, ACTOR_ID.meaning),
        Column("name", Kind.TEXT, "Name the actor is known by."),
        Column("actor_type", Kind.TEXT, "What kind of actor it is.", values=ACTOR_TYPES),
        COUNTRY,
        Column("sector", Kind.TEXT, "PLOVER sector.", values=SECTORS, nullable=True),
        Column("organisation_id", Kind.TEXT, "Organisation that a person or role stands for.", nullable=True,
               references="actors.actor_id"),
        Column("valid_from", Kind.DATE, "First day the description holds.", nullable=True),
        Column("valid_to", Kind.DATE, "Day it ceased to hold.", nullable=True),
        Column("wikidata_id", Kind.TEXT, "Wikidata item.", nullable=True),
    ),
    hazards=("Unnamed actors ('analysts') are rows of type described: never count them as independent sources.",),
)  # fmt: skip

PLACES = Table(
    "places",
    Layer.REF,
    grain="place",
    meaning="Places that mentions and events resolve to.",
    key=("place_id",),
    columns=(
        Column("place_id", Kind.TEXT, PLACE_ID.meaning),
        Column("name", Kind.TEXT, "Name of the place."),
        COUNTRY,
        Column("admin1", Kind.TEXT, "First-level region.", nullable=True),
        Column("latitude", Kind.NUMBER, "Latitude of a representative point.", unit="degrees, WGS 84", nullable=True),
        Column("longitude", Kind.NUMBER, "Longitude of a representative point.", unit="degrees, WGS 84",
               nullable=True),
        Column("feature_class", Kind.TEXT, "Kind of place.",
               values=("country", "region", "county", "city", "area", "site")),
    ),
    hazards=("The point of a country or region may lie far from where a thing happened.",),
)  # fmt: skip
