-- one row per step from one vintage of a figure to the next
create view fct_revision as
with step as (
    select
        *,
        lag(value) over vintages as previous_value,
        lag(valid_from) over vintages as previous_from,
        first_value(value) over vintages as first_value,
        first_value(valid_from) over vintages as first_from,
    from observation
    where superseded_at is null
    window vintages as (partition by cell_id, lineage order by vintage)
)

select
    step.observation_id,
    step.cell_id,
    step.series_key,
    split_part(step.series_key, '.', 3) as indicator,
    split_part(step.series_key, '.', 4) as activity,
    split_part(step.series_key, '.', 2) as ref_area,
    split_part(step.series_key, '.', 5) as measure,
    split_part(step.series_key, '.', 6) as unit_measure,
    split_part(step.series_key, '.', 7) as price_base,
    split_part(step.series_key, '.', 8) as intent,
    step.time_period,
    step.lineage,
    step.vintage,
    step.kind,
    step.previous_value,
    step.value,
    step.value - step.previous_value as change,
    case when step.previous_value > 0 and step.value > 0 then ln(step.value / step.previous_value) end as log_step,
    case when step.first_value > 0 and step.value > 0 then ln(step.value / step.first_value) end as log_since_first,
    step.previous_from,
    step.valid_from,
    date_diff('day', step.first_from, step.valid_from) as days_since_first,
    step.claim_id,
from step
where step.vintage > 0;
comment on view fct_revision is 'One row per step from one vintage of a figure to the next.';
comment on column fct_revision.observation_id is 'Id of the newer vintage.';
comment on column fct_revision.cell_id is 'Id of series and period.';
comment on column fct_revision.series_key is 'All dimensions but the period, joined by dots.';
comment on column fct_revision.indicator is 'What is measured: code of dim_indicator.';
comment on column fct_revision.activity is 'Branch of the economy: code of dim_activity.';
comment on column fct_revision.ref_area is 'Where: ISO 3166 code.';
comment on column fct_revision.measure is 'LEVEL, SHARE, INDEX, GROWTH_YOY, GROWTH_AVG or GROWTH_CUM.';
comment on column fct_revision.unit_measure is 'Unit of the values.';
comment on column fct_revision.price_base is 'V current, L constant, _U unknown prices.';
comment on column fct_revision.intent is 'ACTUAL, IN_PROGRESS, PLAN or FORECAST: never compared with each other.';
comment on column fct_revision.time_period is 'What the figure is about.';
comment on column fct_revision.lineage is 'Authority that stands behind it.';
comment on column fct_revision.vintage is 'Number of the newer vintage; the first release is 0.';
comment on column fct_revision.kind is 'revision, restatement, target_changed or progress.';
comment on column fct_revision.previous_value is 'Value before.';
comment on column fct_revision.value is 'Value after.';
comment on column fct_revision.change is 'After minus before, in units.';
comment on column fct_revision.log_step is 'Log of the ratio after to before.';
comment on column fct_revision.log_since_first is 'Log of the ratio to the first release.';
comment on column fct_revision.previous_from is 'First publication of the older vintage, UTC.';
comment on column fct_revision.valid_from is 'First publication of the newer vintage, UTC.';
comment on column fct_revision.days_since_first is 'Days since the first release.';
comment on column fct_revision.claim_id is 'Claim that gives the newer value.';
