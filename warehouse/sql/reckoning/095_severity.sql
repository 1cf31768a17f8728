-- one row per case with its weight for people, 0 to 100, and its arithmetic in one line
-- enters case_list, reading, series, vote, impact_weight, kind_weight; leaves case_graded

create or replace temp table case_graded as
with
    weighed as (
        select
            c.*,
            s.indicator,
            s.unit_measure,
            least(
                100,
                100 * (1 - exp(-c.gap / getvariable('scale_length')))
                * (0.5 + 0.5 * least(1, c.lighter / 2))
                * i.weight
                * coalesce(k.weight, 1)
                * case when w.indicator is null then 1 else 1.25 end
            ) as severity,
        from case_list as c
        join cell as l using (cell)
        join series as s using (series)
        join impact_weight as i using (impact)
        left join kind_weight as k using (kind)
        left join watched as w on w.indicator = s.indicator
    )
select
    w.* exclude (arithmetic, gap),
    w.gap,
    case
        when w.severity >= getvariable('high') then 'high'
        when w.severity >= getvariable('medium') then 'medium'
        else 'low'
    end as severity_class,
    coalesce(
        w.arithmetic,
        worded(x.v, x.hedge, w.unit_measure, x.is_factor, x.is_index) || ' (' || span(i.a, i.d) || ') against '
        || worded(y.v, y.hedge, w.unit_measure, y.is_factor, y.is_index) || ' (' || span(j.a, j.d) || '): apart by '
        || plain(percent_apart(w.gap)) || ' %'
        || case
            when w.cause is null then ''
            when w.kind = 'scale' then '; ' || short(x.v) || ' would fit if the right figure were meant ' || w.cause
            when w.kind = 'period' then '; it is the figure of ' || w.cause
            when w.kind = 'scope' then '; it is the figure of ' || w.cause
            when w.cause = 'digits' then '; two digits have changed places'
            when w.cause = 'currency' then '; it fits in the other currency'
            else '; ' || plain(x.v) || ' - 100 = ' || plain(x.v - 100)
        end
    ) as arithmetic,
from weighed as w
join reading as x on x.n = w.suspect
join reading as y on y.n = w.witness
join interval as i on i.n = w.suspect
join interval as j on j.n = w.witness;

-- large, and asked by nobody below
drop table case_list;
