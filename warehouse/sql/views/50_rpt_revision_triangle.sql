-- one row per series, period and vintage: the real-time triangle read row by row
create view rpt_revision_triangle as
select
    series_key,
    time_period,
    lineage,
    vintage,
    kind,
    valid_from,
    date_diff('month', first_value(valid_from) over vintages, valid_from) as months_since_first,
    value,
    case when value > 0 and lag(value) over vintages > 0 then ln(value / lag(value) over vintages) end as log_step,
from observation
where superseded_at is null
window vintages as (partition by cell_id, lineage order by vintage);
comment on view rpt_revision_triangle is 'One row per series, period and vintage: the real-time triangle read row by row.';
comment on column rpt_revision_triangle.series_key is 'All dimensions but the period, joined by dots.';
comment on column rpt_revision_triangle.time_period is 'Row of the triangle: what the figure is about.';
comment on column rpt_revision_triangle.lineage is 'Authority that stands behind it.';
comment on column rpt_revision_triangle.vintage is 'Column of the triangle: 0 for the first release.';
comment on column rpt_revision_triangle.kind is 'first, revision, restatement, target_changed or progress.';
comment on column rpt_revision_triangle.valid_from is 'First publication of the vintage, UTC.';
comment on column rpt_revision_triangle.months_since_first is 'Months since the first release of this period: the other way to count columns.';
comment on column rpt_revision_triangle.value is 'Entry: the value in units.';
comment on column rpt_revision_triangle.log_step is 'Log of the ratio to the vintage before; empty for the first.';
