-- one row per vintage of a figure: a value an authority stood behind for a while
create view fct_observation as
select
    observation.observation_id,
    observation.cell_id,
    observation.series_key,
    split_part(observation.series_key, '.', 3) as indicator,
    split_part(observation.series_key, '.', 4) as activity,
    split_part(observation.series_key, '.', 2) as ref_area,
    split_part(observation.series_key, '.', 5) as measure,
    split_part(observation.series_key, '.', 6) as unit_measure,
    split_part(observation.series_key, '.', 7) as price_base,
    split_part(observation.series_key, '.', 8) as intent,
    observation.time_period,
    observation.lineage,
    observation.vintage,
    observation.kind,
    observation.value,
    observation.value_low,
    observation.value_high,
    observation.valid_from,
    observation.valid_to,
    observation.valid_to is null as is_latest,
    observation.count_claims,
    observation.count_independent,
    observation.is_official,
    observation.claim_id,
    observation.recorded_at,
from observation
where observation.superseded_at is null;
comment on view fct_observation is 'One row per vintage of a figure: a value an authority stood behind for a while.';
comment on column fct_observation.observation_id is 'Id of the vintage.';
comment on column fct_observation.cell_id is 'Id of series and period.';
comment on column fct_observation.series_key is 'All dimensions but the period, joined by dots.';
comment on column fct_observation.indicator is 'What is measured: code of dim_indicator.';
comment on column fct_observation.activity is 'Branch of the economy: code of dim_activity.';
comment on column fct_observation.ref_area is 'Where: ISO 3166 code.';
comment on column fct_observation.measure is 'LEVEL, SHARE, INDEX, GROWTH_YOY, GROWTH_AVG or GROWTH_CUM.';
comment on column fct_observation.unit_measure is 'Unit of the values.';
comment on column fct_observation.price_base is 'V current, L constant, _U unknown prices.';
comment on column fct_observation.intent is 'ACTUAL, IN_PROGRESS, PLAN or FORECAST: never compared with each other.';
comment on column fct_observation.time_period is 'What the figure is about.';
comment on column fct_observation.lineage is 'Authority that stands behind it; _Z while no two are seen to differ.';
comment on column fct_observation.vintage is '0 for the first release, counting up.';
comment on column fct_observation.kind is 'first, revision, restatement, target_changed or progress.';
comment on column fct_observation.value is 'Value in units, in the most precise wording.';
comment on column fct_observation.value_low is 'Lower end of what its voices allow.';
comment on column fct_observation.value_high is 'Upper end of what its voices allow.';
comment on column fct_observation.valid_from is 'First publication of this vintage, UTC.';
comment on column fct_observation.valid_to is 'First publication of the next one, UTC; empty for the newest.';
comment on column fct_observation.is_latest is 'It is the newest vintage.';
comment on column fct_observation.count_claims is 'Claims that report it.';
comment on column fct_observation.count_independent is 'Independent voices among them.';
comment on column fct_observation.is_official is 'An authority published it itself.';
comment on column fct_observation.claim_id is 'Claim that gives the value.';
comment on column fct_observation.recorded_at is 'When Esep came to hold it, UTC.';
