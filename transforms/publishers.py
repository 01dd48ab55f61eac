"""Outlets: which publisher an article's name or address means, and the outlet as an actor.

Not here: the list of outlets (`transforms/seeds/publishers.csv`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import urlsplit

import polars as pl

from transforms.ids import stable_id
from transforms.nlp.reading import ActorRef
from transforms.seeds.load import read_seed, split_cell
from transforms.tables import ACTORS, PUBLISHERS


@dataclass(frozen=True, slots=True)
class Publisher:
    """An outlet; fields as in table `publishers`."""

    publisher_id: str
    name: str
    domain: str | None = None
    country: str | None = None
    reliability: str | None = None

    @property
    def actor(self) -> ActorRef:
        """The outlet as an actor: the head of every chain of its articles."""
        kind = "media" if self != UNSTATED else "described"
        return ActorRef(stable_id("act", "publisher", self.publisher_id), self.name, kind, self.country, "JRN")


UNSTATED = Publisher("unstated", "the outlet (not stated)")
"""Stands for the outlet of an article that names none, so that every chain has a head."""


def find_publisher(name: str | None, url: str | None) -> Publisher:
    """The outlet listed under that name or alias, else under that address's domain, else a new one, else `UNSTATED`.

    A listed domain goes before a name that is not listed: feeds and pages call an outlet's sections by many names.
    """
    return _find(name, _domain(url))


@lru_cache(maxsize=4096)
def _find(name: str | None, domain: str | None) -> Publisher:
    known = _known()
    if name and (found := known.get(_slug(name)) or (known.get(name.lower()) if "." in name else None)):
        return found
    shorter = domain
    while shorter and "." in shorter:
        if found := known.get(shorter):
            return found
        shorter = shorter.partition(".")[2]
    if name:
        return Publisher(_slug(name), name.strip(), domain)
    return Publisher(_slug(domain), domain, domain) if domain else UNSTATED


def publisher_by_id(publisher_id: str) -> Publisher:
    """The outlet of that id; of one that no seed lists, the name is read off the id."""
    if publisher_id == UNSTATED.publisher_id:
        return UNSTATED
    return _known().get(publisher_id) or Publisher(publisher_id, publisher_id.replace("-", " ").title())


def publisher_rows(publishers: Iterable[Publisher]) -> pl.DataFrame:
    """Rows of `publishers`, one per outlet."""
    unique = {publisher.publisher_id: publisher for publisher in publishers}
    return PUBLISHERS.frame(
        [
            {
                "publisher_id": one.publisher_id,
                "name": one.name,
                "domain": one.domain,
                "country": one.country,
                "reliability": one.reliability,
                "actor_id": one.actor.actor_id,
            }
            for one in unique.values()
        ]
    )


def refreshed(publishers: pl.DataFrame) -> pl.DataFrame:
    """A `publishers` frame in order of arrival, each outlet once: as the seeds describe it now, else as it came first.

    Its reliability is the last one that a source stated.
    """
    seeded = {publisher.publisher_id: publisher for publisher in _known().values()}
    fresh = publisher_rows(
        seeded[one] for one in publishers["publisher_id"].unique(maintain_order=True) if one in seeded
    )
    stated = publishers.group_by("publisher_id", maintain_order=True).agg(
        pl.col("reliability").drop_nulls().last().alias("stated")
    )
    both = pl.concat([fresh, publishers]).unique("publisher_id", keep="first", maintain_order=True)
    graded = both.join(stated, on="publisher_id", how="left", maintain_order="left")
    return PUBLISHERS.conform(graded.with_columns(pl.coalesce("stated", "reliability").alias("reliability")))


def publisher_actors(publishers: pl.DataFrame) -> pl.DataFrame:
    """Rows of `actors` for the outlets of a `publishers` frame."""
    actors = publishers.select(
        "actor_id",
        "name",
        pl.when(pl.col("publisher_id") == UNSTATED.publisher_id)
        .then(pl.lit("described"))
        .otherwise(pl.lit("media"))
        .alias("actor_type"),
        "country",
        pl.lit("JRN").alias("sector"),
    )
    missing = [pl.lit(None).alias(column.name) for column in ACTORS.columns if column.name not in actors.columns]
    return ACTORS.conform(actors.with_columns(missing))


@cache
def _known() -> dict[str, Publisher]:
    known: dict[str, Publisher] = {}
    for row in read_seed("publishers"):
        publisher = Publisher(
            row["publisher_id"],
            row["name"],
            row["domain"] or None,
            row["country"] or None,
            row["reliability"] or None,
        )
        names = [row["name"], row["publisher_id"], *split_cell(row["aliases"])]
        known.update((_slug(name), publisher) for name in names)
        # An alias with a dot is a further domain of the outlet, e.g. bbc.co.uk of bbc.com.
        domains = [publisher.domain or "", *split_cell(row["aliases"])]
        known.update((domain.lower(), publisher) for domain in domains if "." in domain)
    return known


def _slug(name: str) -> str:
    """The name in lower case, letters and digits of any script, accents taken off Latin letters."""
    folded = "".join(char for char in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(char))
    slug = re.sub(r"[\W_]+", "-", re.sub(r"^the\s+", "", folded)).strip("-")
    return unicodedata.normalize("NFC", slug) or stable_id("pub", name)


def _domain(url: str | None) -> str | None:
    if not url:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
