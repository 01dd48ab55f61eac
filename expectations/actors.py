"""Rules for `actors` and `places`: the world that mentions resolve to."""

from __future__ import annotations

from expectations.model import Rule, error, warn

_POINT = "this.latitude || ', ' || this.longitude"

RULES: tuple[Rule, ...] = (
    error("actors.valid_in_order", "A description ends after it begins.", "this.valid_from >= this.valid_to",
          "this.valid_from || ' to ' || this.valid_to"),
    error("actors.wikidata_id_is_an_item", "Wikidata items are Q and a number.",
          "NOT regexp_full_match(this.wikidata_id, 'Q[1-9][0-9]*')", "this.wikidata_id"),
    error("actors.organisation_is_another", "Nobody stands for themselves.", "this.organisation_id = this.actor_id",
          "this.organisation_id"),
    warn("actors.name_is_no_pronoun", "A pronoun that became an actor gathers everyone it was used for.",
         "lower(this.name) IN ('he', 'she', 'it', 'they', 'we', 'i', 'you', 'him', 'her', 'them', 'us', 'who', "
         "'which', "
         "'that', 'this', 'these', 'those', 'one', 'someone', 'nobody')", "this.name"),
    warn("actors.name_has_letters", "Numbers and signs are no one's name.",
         "NOT regexp_matches(this.name, '\\p{L}')", "this.name"),
    warn("actors.name_is_trimmed", "Space around a name splits one actor into two.",
         "this.name <> trim(this.name, ' ' || chr(9) || chr(10) || chr(160))", "'[' || this.name || ']'"),
    warn("actors.name_is_short", "A name of more than 120 characters is a clause.", "length(this.name) > 120",
         "left(this.name, 120)"),
    warn("actors.country_has_its_code", "A country without a code joins with nothing.",
         "this.actor_type = 'country' AND this.country IS NULL", "this.name"),
    warn("actors.described_is_unidentified", "A described actor ('analysts') is no item of Wikidata.",
         "this.actor_type = 'described' AND this.wikidata_id IS NOT NULL", "this.name || ' ' || this.wikidata_id"),
    warn("actors.wikidata_id_is_one_actor", "Two actors of one Wikidata item are one actor.",
         "EXISTS (SELECT 1 FROM actors AS other WHERE other.wikidata_id = this.wikidata_id "
         "AND other.actor_id <> this.actor_id)", "this.wikidata_id"),
    error("places.latitude_on_earth", "Latitudes run from -90 to 90.", "this.latitude NOT BETWEEN -90 AND 90", _POINT),
    error("places.longitude_on_earth", "Longitudes run from -180 to 180.",
          "this.longitude NOT BETWEEN -180 AND 180", _POINT),
    error("places.point_is_whole", "Half a point is nowhere.", "(this.latitude IS NULL) <> (this.longitude IS NULL)",
          "this.name"),
    warn("places.point_is_not_null_island", "0, 0 is in the Gulf of Guinea: a missing point written as zero.",
         "this.latitude = 0 AND this.longitude = 0", "this.name"),
    warn("places.country_has_its_code", "A country without a code joins with nothing.",
         "this.feature_class = 'country' AND this.country IS NULL", "this.name"),
    warn("places.name_is_trimmed", "Space around a name splits one place into two.",
         "this.name <> trim(this.name, ' ' || chr(9) || chr(10) || chr(160))", "'[' || this.name || ']'"),
)  # fmt: skip
