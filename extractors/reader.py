"""Everything `extract` needs besides the document: vocabulary, measures and weights, compiled once."""

from collections.abc import Mapping
from dataclasses import dataclass

from extractors.claim.claim_words import Activity, ClaimVocabulary, ConfidenceWeights
from extractors.topic.measures import Measures


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Built once by `load_reader`, used for every page."""

    version: str
    measures: Measures
    activities: Mapping[str, Activity]
    languages: Mapping[str, ClaimVocabulary]
    confidence: ConfidenceWeights
