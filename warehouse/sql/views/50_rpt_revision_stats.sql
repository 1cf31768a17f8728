-- one row per series and authority: how its figures are revised
create view rpt_revision_stats as
with period_path as (
    select
        series_key,
        lineage,
        cell_id,
        count(*) - 1 as count_steps,
        arg_min(value, vintage) as first_value,
        arg_max(value, vintage) as last_value,
    from observation
    where superseded_at is null and value > 0
    group by series_key, lineage, cell_id
),

step as (
    select
        series_key,
        lineage,
        log_step,
        sign(log_step) <> sign(lag(log_step) over (partition by cell_id, lineage order by vintage)) as is_turn,
    from fct_revision
    where log_step is not null
),

steps as (
    select
        series_key,
        lineage,
        count(*) as count_steps,
        avg(log_step) as mean_step,
        avg(abs(log_step)) as mean_absolute_step,
        avg(is_turn::integer) as share_sign_changes,
    from step
    group by series_key, lineage
),

total as (
    select
        series_key,
        lineage,
        count(*) as count_periods,
        count(*) filter (where count_steps > 0) as count_revised,
        avg(ln(last_value / first_value)) as mean_first_to_last,
        corr(ln(last_value / first_value), ln(first_value)) as with_first,
        corr(ln(last_value / first_value), ln(last_value)) as with_last,
    from period_path
    group by series_key, lineage
)

select
    total.series_key,
    total.lineage,
    total.count_periods,
    total.count_revised,
    coalesce(steps.count_steps, 0) as count_steps,
    steps.mean_step,
    steps.mean_absolute_step,
    steps.share_sign_changes,
    total.mean_first_to_last,
    total.with_first,
    total.with_last,
    case
        when total.count_revised < 8 then 'too few'
        when abs(total.with_first) > abs(total.with_last) then 'noise'
        else 'news'
    end as nature,
from total
left join steps on steps.series_key = total.series_key and steps.lineage = total.lineage;
comment on view rpt_revision_stats is 'One row per series and authority: how its figures are revised.';
comment on column rpt_revision_stats.series_key is 'All dimensions but the period, joined by dots.';
comment on column rpt_revision_stats.lineage is 'Authority that stands behind it.';
comment on column rpt_revision_stats.count_periods is 'Periods with a figure.';
comment on column rpt_revision_stats.count_revised is 'Periods revised at least once.';
comment on column rpt_revision_stats.count_steps is 'Revisions in all.';
comment on column rpt_revision_stats.mean_step is 'Mean log step: the bias; positive when figures are revised upwards.';
comment on column rpt_revision_stats.mean_absolute_step is 'Mean absolute log step: how far a figure moves each time.';
comment on column rpt_revision_stats.share_sign_changes is 'Share of steps that turn against the one before.';
comment on column rpt_revision_stats.mean_first_to_last is 'Mean log ratio of the newest to the first release.';
comment on column rpt_revision_stats.with_first is 'Correlation of the whole revision with the first print: high when revisions remove noise.';
comment on column rpt_revision_stats.with_last is 'Correlation of the whole revision with the newest print: high when revisions bring news.';
comment on column rpt_revision_stats.nature is 'noise or news by the larger correlation; too few below eight revised periods.';
