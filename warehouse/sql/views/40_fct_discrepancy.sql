-- one row per case: figures that cannot all hold, with both sides
create view fct_discrepancy as
select
    discrepancy.discrepancy_id,
    discrepancy.kind,
    discrepancy.state,
    discrepancy.severity,
    discrepancy.severity_class,
    discrepancy.arithmetic,
    discrepancy.gap,
    discrepancy.cell_id,
    discrepancy.document_id,
    discrepancy.series_key,
    split_part(discrepancy.series_key, '.', 3) as indicator,
    split_part(discrepancy.series_key, '.', 4) as activity,
    split_part(discrepancy.series_key, '.', 2) as ref_area,
    split_part(discrepancy.series_key, '.', 5) as measure,
    split_part(discrepancy.series_key, '.', 6) as unit_measure,
    split_part(discrepancy.series_key, '.', 7) as price_base,
    split_part(discrepancy.series_key, '.', 8) as intent,
    discrepancy.time_period,
    discrepancy.suspect_side,
    discrepancy.suspect_claim_id,
    suspect.source_id as suspect_source_id,
    suspect.quote as suspect_quote,
    suspect_page.canonical_url as suspect_url,
    suspect.published_at as suspect_published_at,
    discrepancy.witness_claim_id,
    witness.source_id as witness_source_id,
    witness.quote as witness_quote,
    witness_page.canonical_url as witness_url,
    witness.published_at as witness_published_at,
    discrepancy.claim_ids,
    discrepancy.count_suspect_groups,
    discrepancy.count_witness_groups,
    discrepancy.opened_at,
    discrepancy.recorded_at,
from discrepancy
left join claim as suspect on suspect.claim_id = discrepancy.suspect_claim_id
left join document as suspect_page on suspect_page.document_id = suspect.document_id
left join claim as witness on witness.claim_id = discrepancy.witness_claim_id
left join document as witness_page on witness_page.document_id = witness.document_id;
comment on view fct_discrepancy is 'One row per case: figures that cannot all hold, with both sides.';
comment on column fct_discrepancy.discrepancy_id is 'Id of the case.';
comment on column fct_discrepancy.kind is 'discrepancy, scale, unit, period, scope, basis, internal, part_gt_whole, sum_parts, level_growth, q_gt_year, share_total, count_average, fx or plausibility.';
comment on column fct_discrepancy.state is 'open, confirmed, acknowledged, accepted, reopened, explained, superseded, resolved or muted.';
comment on column fct_discrepancy.severity is '0 to 100.';
comment on column fct_discrepancy.severity_class is 'low, medium or high.';
comment on column fct_discrepancy.arithmetic is 'The contradiction in one line of text.';
comment on column fct_discrepancy.gap is 'Log of the ratio of the nearest ends.';
comment on column fct_discrepancy.cell_id is 'Id of series and period; empty for an identity across cells.';
comment on column fct_discrepancy.document_id is 'Document inside which an identity fails; else empty.';
comment on column fct_discrepancy.series_key is 'Series of the suspect claim.';
comment on column fct_discrepancy.indicator is 'What is measured: code of dim_indicator.';
comment on column fct_discrepancy.activity is 'Branch of the economy: code of dim_activity.';
comment on column fct_discrepancy.ref_area is 'Where: ISO 3166 code.';
comment on column fct_discrepancy.measure is 'LEVEL, SHARE, INDEX, GROWTH_YOY, GROWTH_AVG or GROWTH_CUM.';
comment on column fct_discrepancy.unit_measure is 'Unit of the values.';
comment on column fct_discrepancy.price_base is 'V current, L constant, _U unknown prices.';
comment on column fct_discrepancy.intent is 'ACTUAL, IN_PROGRESS, PLAN or FORECAST: never compared with each other.';
comment on column fct_discrepancy.time_period is 'Period of the suspect claim.';
comment on column fct_discrepancy.suspect_side is 'claim, document, source or both: where the fault most likely lies.';
comment on column fct_discrepancy.suspect_claim_id is 'Claim most likely wrong.';
comment on column fct_discrepancy.suspect_source_id is 'Its source.';
comment on column fct_discrepancy.suspect_quote is 'Its words.';
comment on column fct_discrepancy.suspect_url is 'Its page.';
comment on column fct_discrepancy.suspect_published_at is 'When it was published, UTC.';
comment on column fct_discrepancy.witness_claim_id is 'Claim that contradicts it best.';
comment on column fct_discrepancy.witness_source_id is 'Its source.';
comment on column fct_discrepancy.witness_quote is 'Its words.';
comment on column fct_discrepancy.witness_url is 'Its page.';
comment on column fct_discrepancy.witness_published_at is 'When it was published, UTC.';
comment on column fct_discrepancy.claim_ids is 'All claims concerned, the suspect side first.';
comment on column fct_discrepancy.count_suspect_groups is 'Independent voices on the suspect side.';
comment on column fct_discrepancy.count_witness_groups is 'Independent voices on the other side.';
comment on column fct_discrepancy.opened_at is 'When both sides were known, UTC.';
comment on column fct_discrepancy.recorded_at is 'When Esep last changed the row, UTC.';
