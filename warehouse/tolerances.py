"""`config/tolerances.yml` in, validated tolerances out: the only numbers the reckoning takes from people.

Each leaf becomes one SQL variable of the same name, so that a `.sql` file reads `getvariable('over_cap_share')`.
The digest of all of them is the version that every verdict carries.
"""

import hashlib
from pathlib import Path
from typing import Annotated

from pydantic import Field

from extractors.settings import CONFIG_PATH, Strict, load_yaml

KINDS = ("authority", "agency", "outlet", "tabloid", "aggregator")


class ByKind(Strict):
    """One number for each kind of source."""

    authority: float = Field(gt=0, lt=1)
    agency: float = Field(gt=0, lt=1)
    outlet: float = Field(gt=0, lt=1)
    tabloid: float = Field(gt=0, lt=1)
    aggregator: float = Field(gt=0, lt=1)


class Wording(Strict):
    """How far from the written value a writer may be, by class of hedge."""

    over_cap_share: float = Field(ge=0, le=1)
    over_slack_share: float = Field(ge=0, le=1)
    nearly_slack_share: float = Field(ge=0, le=1)
    about_core_share: float = Field(ge=0, le=1)
    about_slack_share: float = Field(ge=0, le=1)
    about_cap_share: float = Field(ge=0, le=1)
    truncation_granules: float = Field(ge=0.5, le=2)
    rounding_granules: float = Field(ge=0.5, le=1)


class Copying(Strict):
    """When a document counts as the copy of another one."""

    window_hours: float = Field(gt=0)
    text_distance: int = Field(ge=0, le=32)
    same_string_given_copy: float = Field(gt=0, lt=1)
    same_hedge_given_copy: float = Field(gt=0, lt=1)
    contained_given_copy: float = Field(gt=0, lt=1)
    contained_given_other: float = Field(gt=0, lt=1)
    kept_by_copy: float = Field(gt=0, lt=1)
    kept_by_other: float = Field(gt=0, lt=1)
    rewritten_share: float = Field(gt=0, lt=1)
    labelled_prior_count: float = Field(gt=0)
    threshold: float
    prior: ByKind
    edge_documents: int = Field(ge=1)
    edge_share: float = Field(gt=0, le=1)


class Vintages(Strict):
    """When a rival value is a new vintage, and when a step is a restatement."""

    restatement_step: float = Field(gt=0)
    restatement_spread: float = Field(gt=0)
    restatement_days: float = Field(gt=0)
    restated_words: tuple[Annotated[str, Field(pattern=r"^\w[\w ]*$")], ...] = Field(min_length=1)
    usual_step: float = Field(ge=0)
    usual_target_step: float = Field(ge=0)
    official_worth: float = Field(ge=0)
    before_days: float = Field(ge=0)
    after_days: float = Field(ge=0)
    near_worth: float = Field(ge=0)
    far_worth: float = Field(ge=0)
    internal_worth: float = Field(ge=0)
    rival_share: float = Field(gt=0, lt=1)
    rival_prior_count: float = Field(gt=0)
    vintage_confidence: float = Field(ge=0.5, lt=1)
    sister_days: float = Field(ge=0)
    sister_worth: float = Field(ge=0)
    stale_grace_days: float = Field(ge=0)


class Slips(Strict):
    """How near a mistaken figure must lie to what it was mistaken for."""

    history_periods: int = Field(ge=2)
    index_reach: float = Field(ge=0)
    twin_digits: int = Field(ge=1)
    twin_days: float = Field(gt=0)
    twin_gap: float = Field(gt=0)
    mistake_step: float = Field(gt=0)
    slip_step: float = Field(gt=0)
    slip_share: float = Field(gt=0, lt=1)
    fx_share: float = Field(gt=0, lt=1)
    years: float = Field(gt=0)
    slip_thousand: float = Field(gt=0, lt=1)
    slip_million: float = Field(gt=0, lt=1)
    slip_ten: float = Field(gt=0, lt=1)
    slip_unit: float = Field(gt=0, lt=1)
    slip_period: float = Field(gt=0, lt=1)
    slip_scope: float = Field(gt=0, lt=1)
    slip_digits: float = Field(gt=0, lt=1)
    slip_other: float = Field(gt=0, lt=1)


class Weights(Strict):
    """How votes are weighed."""

    prior_count: float = Field(gt=0)
    copied_worth: float = Field(ge=0, le=1)
    smallest: float = Field(gt=0)
    largest: float = Field(gt=0)
    error_rate: ByKind


class Pairs(Strict):
    """Which pairs of claims are shown."""

    list_all: int = Field(ge=2)
    list_kin: int = Field(ge=0)


class Basis(Strict):
    """When two authorities count as using different bases."""

    basis_cells: int = Field(ge=1)
    basis_claims: int = Field(ge=1)
    basis_width: float = Field(gt=0, lt=1)
    basis_share: float = Field(gt=0.5, le=1)


class Impact(Strict):
    """Weight of a case by who contradicts whom."""

    official: float = Field(ge=0, le=1)
    identity: float = Field(ge=0, le=1)
    official_against_outlet: float = Field(ge=0, le=1)
    outlets: float = Field(ge=0, le=1)
    tabloid: float = Field(ge=0, le=1)


class KindWeight(Strict):
    """Weight of a case by its kind; the others weigh 1."""

    scale: float = Field(ge=0, le=1)
    unit: float = Field(ge=0, le=1)
    period: float = Field(ge=0, le=1)


class Severity(Strict):
    """From a gap to 0..100."""

    scale_length: float = Field(gt=0)
    impact: Impact
    kind: KindWeight
    medium: float = Field(ge=0, le=100)
    high: float = Field(ge=0, le=100)
    watched: tuple[str, ...] = ()
    plausibility_z: float = Field(gt=0)
    plausibility_factor: float = Field(gt=1)


class Tolerances(Strict):
    """Every number of `config/tolerances.yml`."""

    wording: Wording
    copying: Copying
    vintages: Vintages
    slips: Slips
    weights: Weights
    pairs: Pairs
    basis: Basis
    severity: Severity

    @property
    def version(self) -> str:
        """Short digest of all values."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:8]

    def variables(self) -> dict[str, float]:
        """The plain numbers by name, as SQL variables."""
        sections = self.model_dump()
        return {
            name: value
            for section in sections.values()
            for name, value in section.items()
            if isinstance(value, int | float)
        }


def read_tolerances(config: Path = CONFIG_PATH) -> Tolerances:
    """Read and check `tolerances.yml` of a configuration folder."""
    return load_yaml(config / "tolerances.yml", Tolerances)
