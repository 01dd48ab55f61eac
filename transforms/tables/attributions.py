"""`attributions`, `claims`, `attribution_claims`, `claim_relations`: who said what, how surely."""

from __future__ import annotations

from transforms.tables.columns import (
    ATTRIBUTION_ID,
    CLAIM_ID,
    END_CHAR,
    EVENT_ID,
    N_ARTICLES,
    N_ORIGINATORS,
    N_STORIES,
    PROVENANCE,
    RUN_ID,
    SENTENCE_NO,
    START_CHAR,
    TEXT,
    optional,
)
from transforms.tables.model import Column, Kind, Layer, Table

SOURCE_CLASSES = (
    "named_person", "named_organisation", "unnamed_official", "unnamed_collective", "document", "media", "outlet",
)  # fmt: skip
FACTUALITY_VALUES = ("CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "Uu")
RELATIONS = ("repeats", "contradicts", "contradicts_partly", "denies", "concedes", "reverses", "shifts")

ATTRIBUTIONS = Table(
    "attributions",
    Layer.CORE,
    grain="source-cue-content relation",
    meaning="Who says something in an article, with which words, through whom.",
    key=("attribution_id",),
    columns=(
        *PROVENANCE,
        Column("attribution_id", Kind.TEXT, ATTRIBUTION_ID.meaning),
        SENTENCE_NO,
        Column("source_spans", Kind.SPANS, "Where the speaker is named; empty if nowhere."),
        Column("source_text", Kind.TEXT, "The speaker as written.", nullable=True),
        Column("source_actor_id", Kind.TEXT, "The speaker.", nullable=True, references="actors.actor_id"),
        Column("source_class", Kind.TEXT, "What kind of speaker it is.", values=SOURCE_CLASSES, nullable=True),
        Column("originator_id", Kind.TEXT, "Who the information really comes from: a spokesman's service, "
               "the reporter of a relayed report; NULL is the outlet itself.", nullable=True,
               references="actors.actor_id"),
        Column("cue_spans", Kind.SPANS, "The words that attribute; empty without a cue."),
        Column("cue_text", Kind.TEXT, "The cue as written.", nullable=True),
        Column("cue_lemma", Kind.TEXT, "Lemma of the cue's head.", nullable=True),
        Column("is_cue_negated", Kind.BOOLEAN, "Whether the cue itself is negated."),
        Column("content_spans", Kind.SPANS, "What is said, without 'that', outer quotation marks and edge "
               "punctuation."),
        Column("content_text", Kind.TEXT, "The content as written; several spans joined by ' … '."),
        Column("quotation", Kind.TEXT, "How the content is given.", values=("direct", "indirect", "mixed", "none")),
        Column("attribution_type", Kind.TEXT, "What makes it an attribution.",
               values=("explicit", "frame", "headline", "inherited", "author")),
        Column("parent_attribution_id", Kind.TEXT, "Attribution in whose content this one stands.", nullable=True,
               references="attributions.attribution_id"),
        Column("depth", Kind.INTEGER, "Speakers between the reader and the content, the publisher not counted.",
               unit="speakers"),
        Column("chain", Kind.TEXTS, "Actor ids from the publisher's down to the speaker's."),
        Column("stance", Kind.TEXT, "How the reporter stands to what is reported.",
               values=("neutral", "endorsing", "distancing")),
        Column("venue_text", Kind.TEXT, "Where it was said: 'in a comment for Espreso'.", nullable=True),
        Column("is_first_hand", Kind.BOOLEAN, "Whether it was said to this outlet itself."),
        Column("said_earliest", Kind.DATE, "First day it can have been said.", nullable=True),
        Column("said_latest", Kind.DATE, "Last day it can have been said.", nullable=True),
        Column("confidence", Kind.NUMBER, "How sure the coder is of the attribution.", unit="0 to 1"),
    ),
    hazards=(
        "Certainty belongs to attribution_claims, never to the whole attribution.",
        "Several speakers may be one originator: count originator_id.",
    ),
)  # fmt: skip

CLAIMS = Table(
    "claims",
    Layer.CORE,
    grain="proposition across articles",
    meaning="What is claimed, apart from who claims it.",
    key=("claim_id",),
    columns=(
        Column("claim_id", Kind.TEXT, CLAIM_ID.meaning),
        RUN_ID,
        Column("proposition", Kind.TEXT, "The claim in the words of its first report."),
        optional(EVENT_ID),
        N_ARTICLES,
        N_STORIES,
        Column("n_publishers", Kind.INTEGER, "Outlets that carry it.", unit="outlets"),
        N_ORIGINATORS,
        Column("first_reported_at", Kind.DATE, "Earliest publication day of an article that carries it.",
               nullable=True),
        Column("first_publisher_id", Kind.TEXT, "Outlet of that article.", references="publishers.publisher_id"),
    ),
    hazards=("n_articles counts copies; corroboration is n_originators.",),
)  # fmt: skip

ATTRIBUTION_CLAIMS = Table(
    "attribution_claims",
    Layer.CORE,
    grain="attribution and claim",
    meaning="How sure a speaker is of a claim.",
    key=("attribution_id", "claim_id", "start_char"),
    columns=(
        *PROVENANCE,
        ATTRIBUTION_ID,
        CLAIM_ID,
        START_CHAR,
        END_CHAR,
        TEXT,
        Column("factuality", Kind.TEXT, "FactBank value: certain, probable or possible, that it is (+) or is not "
               "(-); Uu is unknown.", values=FACTUALITY_VALUES),
        Column("certainty_term", Kind.TEXT, "ICD-203 term, where the text uses one.", nullable=True),
        Column("certainty_low", Kind.NUMBER, "Lower end of the term's ICD-203 band.", unit="0 to 1", nullable=True),
        Column("certainty_high", Kind.NUMBER, "Upper end of the term's ICD-203 band.", unit="0 to 1",
               nullable=True),
        Column("hedge_spans", Kind.SPANS, "Words that hedge the claim."),
        Column("hedge_text", Kind.TEXT, "The hedge as written.", nullable=True),
        Column("is_future", Kind.BOOLEAN, "Whether the claim is about a time after it was said."),
        Column("polarity", Kind.TEXT, "Whether the claim is affirmed or denied.", values=("positive", "negative")),
        Column("credibility", Kind.INTEGER, "Admiralty information credibility, yours to set.", unit="1 to 6",
               nullable=True),
    ),
)  # fmt: skip

CLAIM_RELATIONS = Table(
    "claim_relations",
    Layer.CORE,
    grain="ordered pair of claims in an article or across articles",
    meaning="How claims bear on each other; both are kept, neither is judged.",
    key=("relation", "from_claim_id", "to_claim_id", "from_attribution_id", "to_attribution_id"),
    columns=(
        *PROVENANCE,
        Column("relation", Kind.TEXT, "How the first claim bears on the second.", values=RELATIONS),
        Column("from_claim_id", Kind.TEXT, "The later claim.", references="claims.claim_id"),
        Column("to_claim_id", Kind.TEXT, "The earlier claim.", references="claims.claim_id"),
        Column("from_attribution_id", Kind.TEXT, "Where the later claim stands.",
               references="attributions.attribution_id"),
        Column("to_attribution_id", Kind.TEXT, "Where the earlier claim stands.",
               references="attributions.attribution_id"),
        Column("scope_difference", Kind.TEXT, "In what the two claims differ: place, time, amount.", nullable=True),
        Column("marker_span", Kind.SPAN, "The word that marks the relation, e.g. However.", nullable=True),
    ),
    hazards=("article_id is the article of the later claim.",),
)  # fmt: skip
