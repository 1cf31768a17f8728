-- one row per pair of claims about one series and period that were held against each other
create view fct_claim_pair as
select
    pair.claim_a,
    pair.claim_b,
    pair.cell_id,
    earlier.series_key,
    earlier.time_period,
    pair.relation,
    pair.agreement,
    pair.is_dependent,
    pair.arithmetic,
    pair.recorded_at,
from claim_pair as pair
left join claim_interval as earlier on earlier.claim_id = pair.claim_a;
comment on view fct_claim_pair is 'One row per pair of claims about one series and period that were held against each other.';
comment on column fct_claim_pair.claim_a is 'The earlier published claim.';
comment on column fct_claim_pair.claim_b is 'The later published claim.';
comment on column fct_claim_pair.cell_id is 'Id of series and period.';
comment on column fct_claim_pair.series_key is 'Series of both.';
comment on column fct_claim_pair.time_period is 'Period of both.';
comment on column fct_claim_pair.relation is 'same, compatible, revision, restatement, target_changed, stale, discrepancy, scale, unit, period or scope.';
comment on column fct_claim_pair.agreement is 'Degree 0 to 1 to which both wordings can hold of one value.';
comment on column fct_claim_pair.is_dependent is 'Both pass on one statement: their texts are one voice, and both stand in the headline or both below it where it tells the figure in both places.';
comment on column fct_claim_pair.arithmetic is 'The comparison in one line of text.';
comment on column fct_claim_pair.recorded_at is 'When Esep derived the row, UTC.';
