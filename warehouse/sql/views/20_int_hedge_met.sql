-- one row per claim whose words met a bare official figure, at least five times finer, of the vintage of their day
create view int_hedge_met as
select
    worded.claim_id,
    worded.source_id,
    worded.hedge_class,
    claim.lang,
    claim.value,
    worded.granule,
    worded.core_low,
    worded.core_high,
    worded.support_low,
    worded.support_high,
    official.value as truth,
    worded.fault,
from claim_interval as worded
join claim on claim.claim_id = worded.claim_id
join observation
    on observation.cell_id = worded.cell_id
    and observation.is_official
    and observation.superseded_at is null
    and observation.valid_from <= claim.published_at
    and (observation.valid_to is null or claim.published_at < observation.valid_to)
join claim_interval as bare
    on bare.claim_id = observation.claim_id
    and bare.hedge_class = 'none'
    and bare.granule * 5 <= worded.granule
join claim as official on official.claim_id = bare.claim_id
where claim.unit_measure = official.unit_measure and claim.value <> 0;
comment on view int_hedge_met is 'One row per claim whose words met a bare official figure, at least five times finer, of the vintage of their day.';
comment on column int_hedge_met.claim_id is 'The claim.';
comment on column int_hedge_met.source_id is 'Who words it.';
comment on column int_hedge_met.hedge_class is 'none, gt, ge, lt, le, less, approx or near.';
comment on column int_hedge_met.lang is 'Language of its words.';
comment on column int_hedge_met.value is 'The value it tells.';
comment on column int_hedge_met.granule is 'Place value of its last written digit.';
comment on column int_hedge_met.core_low is 'Lower end of what its words assert.';
comment on column int_hedge_met.core_high is 'Upper end of the same.';
comment on column int_hedge_met.support_low is 'Lower end of what a loose writer may mean.';
comment on column int_hedge_met.support_high is 'Upper end of the same.';
comment on column int_hedge_met.truth is 'The official figure.';
comment on column int_hedge_met.fault is 'What the reckoning holds against the claim; empty for one that fits.';
