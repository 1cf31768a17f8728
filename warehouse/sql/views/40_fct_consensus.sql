-- one row per series and period, and authority where bases differ: the current best value
create view fct_consensus as
select
    consensus.cell_id,
    consensus.series_key,
    split_part(consensus.series_key, '.', 3) as indicator,
    split_part(consensus.series_key, '.', 4) as activity,
    split_part(consensus.series_key, '.', 2) as ref_area,
    split_part(consensus.series_key, '.', 5) as measure,
    split_part(consensus.series_key, '.', 6) as unit_measure,
    split_part(consensus.series_key, '.', 7) as price_base,
    split_part(consensus.series_key, '.', 8) as intent,
    consensus.time_period,
    consensus.lineage,
    consensus.value,
    consensus.value_low,
    consensus.value_high,
    consensus.second_opinion,
    consensus.support,
    consensus.count_claims,
    consensus.count_independent,
    consensus.obs_status,
    consensus.observation_id,
    consensus.method,
    consensus.recorded_at,
from consensus
where consensus.superseded_at is null;
comment on view fct_consensus is 'One row per series and period, and authority where bases differ: the current best value.';
comment on column fct_consensus.cell_id is 'Id of series and period.';
comment on column fct_consensus.series_key is 'All dimensions but the period, joined by dots.';
comment on column fct_consensus.indicator is 'What is measured: code of dim_indicator.';
comment on column fct_consensus.activity is 'Branch of the economy: code of dim_activity.';
comment on column fct_consensus.ref_area is 'Where: ISO 3166 code.';
comment on column fct_consensus.measure is 'LEVEL, SHARE, INDEX, GROWTH_YOY, GROWTH_AVG or GROWTH_CUM.';
comment on column fct_consensus.unit_measure is 'Unit of the values.';
comment on column fct_consensus.price_base is 'V current, L constant, _U unknown prices.';
comment on column fct_consensus.intent is 'ACTUAL, IN_PROGRESS, PLAN or FORECAST: never compared with each other.';
comment on column fct_consensus.time_period is 'What the figure is about.';
comment on column fct_consensus.lineage is 'Authority whose basis the value follows; _Z while no two are seen to differ.';
comment on column fct_consensus.value is 'Best value in units.';
comment on column fct_consensus.value_low is 'Lower end of the interval.';
comment on column fct_consensus.value_high is 'Upper end of the interval.';
comment on column fct_consensus.second_opinion is 'Weighted median of the same voices by CRH with absolute loss.';
comment on column fct_consensus.support is 'Share of the independent weight that holds the value, 0 to 1.';
comment on column fct_consensus.count_claims is 'Claims of the newest vintage.';
comment on column fct_consensus.count_independent is 'Independent voices among them.';
comment on column fct_consensus.obs_status is 'A normal, P first print, B restated, D bases differ, F plan or forecast, U a single voice.';
comment on column fct_consensus.observation_id is 'Vintage it stands on.';
comment on column fct_consensus.method is 'How the value was found.';
comment on column fct_consensus.recorded_at is 'When Esep came to hold it, UTC.';
