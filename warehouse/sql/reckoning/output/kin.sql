-- one row per pair of claims about one matter in two cells: in what they differ, and whether both can hold
-- enters reading, interval, cell, series, standing_claim, input_rate, the identity_ tables; leaves kin
-- such figures are never held against each other as one; what a reader may take for a contradiction is explained here

-- every claim of a short list; in a long one those that stand for a vintage
create or replace temp table teller as
select
    r.n,
    r.cell,
    r.v,
    r.g,
    r.hedge,
    r.is_factor,
    r.is_index,
    r.is_running,
    r.published_at,
    i.a,
    i.b,
    i.c,
    i.d,
    s.* exclude (series, series_key),
    s.measure like 'GROWTH%' as is_growth,
    c.time_period,
    coalesce(c.starts, date '0001-01-01') as starts,
    coalesce(c.ends, date '9999-12-31') as ends,
    worded(r.v, r.hedge, s.unit_measure, r.is_factor, r.is_index) as words,
    case s.intent when 'PLAN' then 'planned' when 'FORECAST' then 'forecast' when 'IN_PROGRESS' then 'in progress' else 'came to' end
        as status,
    s.intent in ('PLAN', 'FORECAST') as is_ahead,
    r.n not in (select n from fault) as is_sound,
from reading as r
join interval as i using (n)
join cell as c using (cell)
join series as s on s.series = c.series
where
    (select count(*) from reading) <= getvariable('list_kin')
    or r.n in (select n from standing_claim);

create or replace temp macro told_within(x_starts, x_ends, y_starts, y_ends) as
    x_starts >= y_starts and x_ends <= y_ends and (x_starts > y_starts or x_ends < y_ends);

create or replace temp macro differing(noun, x, y) as case when x is distinct from y then noun || ' ' || x || ' / ' || y end;

create or replace temp table kin_pair as
with
    paired as (
        select
            x,
            y,
            x.activity <> y.activity or x.ref_area <> y.ref_area as is_part,
            x.intent <> y.intent as is_other_status,
            x.unit_measure <> y.unit_measure as is_converted,
            x.measure <> y.measure as is_other_measure,
            x.price_base <> y.price_base as is_other_prices,
            x.subject <> y.subject as is_other_subject,
            x.time_period <> y.time_period as is_other_period,
            told_within(x.starts, x.ends, y.starts, y.ends) as is_x_within,
            told_within(y.starts, y.ends, x.starts, x.ends) as is_y_within,
            x.ends = y.starts
            or y.ends = x.starts
            or x.freq = y.freq and abs(date_diff('month', x.starts, y.starts)) = 12 and abs(date_diff('month', x.ends, y.ends)) = 12
                as is_next,
            -- the part, or the figure of the shorter period, first
            (x.activity, y.activity) in (select part, whole from identity_branch)
            or x.activity = y.activity and starts_with(x.ref_area, y.ref_area || '-') as is_x_part,
        from teller as x
        join teller as y on y.indicator = x.indicator and y.n > x.n and y.cell <> x.cell
        where
            x.is_sound
            and y.is_sound
            and (
                x.activity = y.activity
                and (
                    x.ref_area = y.ref_area
                    or starts_with(x.ref_area, y.ref_area || '-')
                    or starts_with(y.ref_area, x.ref_area || '-')
                )
                or x.ref_area = y.ref_area
                and (
                    (x.activity, y.activity) in (select part, whole from identity_branch)
                    or (y.activity, x.activity) in (select part, whole from identity_branch)
                )
            )
            and (
                x.unit_measure = y.unit_measure
                or (x.unit_measure, y.unit_measure) in (select currency, native from identity_currency)
                or (y.unit_measure, x.unit_measure) in (select currency, native from identity_currency)
            )
    ),
    counted as (
        select
            *,
            is_part::integer + is_other_status::integer + is_converted::integer + is_other_measure::integer
            + is_other_prices::integer + is_other_subject::integer as differences,
        from paired
    )
select *
from counted
where
    case
        when not is_other_period then differences <= 2
        when is_x_within or is_y_within then differences = 0 or differences = 1 and is_other_status
        when differences = 0 then is_next
        -- what was planned for one year may be told as done in the next, where nobody tells of that year itself
        else differences = 1
            and is_other_status
            and is_next
            and (x.is_ahead and y.starts > x.starts or y.is_ahead and x.starts > y.starts)
            and not exists (
                from teller as z
                where
                    not z.is_ahead
                    and z.indicator = x.indicator
                    and z.activity = x.activity
                    and z.ref_area = x.ref_area
                    and z.unit_measure = x.unit_measure
                    and z.time_period = if(x.is_ahead, x.time_period, y.time_period)
            )
    end;

create or replace temp table kin_told as
with
    turned as (
        -- plan, part, native money, yearly average and shorter period come first
        select
            k.* exclude (x, y),
            case when is_swapped then y else x end as p,
            case when is_swapped then x else y end as q,
            x.n as a,
            y.n as b,
        from (
            select
                *,
                case
                    when is_other_status then not x.is_ahead
                    when is_part then not is_x_part
                    when is_converted then x.unit_measure not in (select native from identity_currency)
                    when is_other_measure then x.measure <> 'GROWTH_AVG'
                    when is_other_subject then x.subject = ''
                    else is_y_within
                end as is_swapped,
            from kin_pair
        ) as k
    ),
    measured as (
        select
            t.*,
            round(date_diff('day', q.starts, q.ends) / 365.25)::integer as years,
            p.indicator not in (from identity_stock) and p.measure = 'LEVEL' as is_adding,
            f.low as rate_low,
            f.high as rate_high,
        from turned as t
        left join lateral (
            select min(r.rate) as low, max(r.rate) as high
            from input_rate as r
            where
                t.is_converted
                and r.currency = t.q.unit_measure
                and (
                    r.date between t.q.starts and t.q.ends
                    or r.date in (t.p.published_at::date, t.q.published_at::date)
                )
        ) as f on true
    )
select
    a,
    b,
    case
        when is_other_status and p.is_ahead and q.intent = 'ACTUAL' then 'target_and_result'
        when is_other_status then 'other_status'
        when is_part and is_adding and differences = 1 and p.a > q.d then 'part_gt_whole'
        when is_part then 'part_and_whole'
        when is_converted and (p.d / q.a < rate_low * (1 - getvariable('fx_share')) or p.a / q.d > rate_high * (1 + getvariable('fx_share')))
            then 'fx'
        when is_converted then 'conversion'
        when is_other_measure and p.v = q.v and p.measure = 'GROWTH_AVG' and q.measure = 'GROWTH_CUM' and years > 1 then 'period'
        when is_other_measure then 'other_measure'
        when is_other_prices then 'other_prices'
        when is_other_subject then 'scope'
        when p.v = q.v and p.g = q.g and (is_x_within or is_y_within) and is_adding and floor(log10(abs(p.v) / p.g) + 1e-9) + 1 >= getvariable('twin_digits')
            then 'period'
        when (is_x_within or is_y_within) and is_adding and p.a > q.d then 'q_gt_year'
        when is_x_within or is_y_within then 'sub_period'
        else 'other_period'
    end as relation,
    concat_ws(
        ', ',
        differing('branch', p.activity, q.activity),
        differing('area', p.ref_area, q.ref_area),
        case when is_other_subject then concat_ws(' / ', coalesce(nullif(p.subject, ''), 'whole'), coalesce(nullif(q.subject, ''), 'whole')) end,
        differing('status', p.intent, q.intent),
        differing('unit', p.unit_measure, q.unit_measure),
        differing('measure', p.measure, q.measure),
        differing('prices', p.price_base, q.price_base),
        differing('period', p.time_period, q.time_period)
    ) as differs,
    case
        when is_converted and q.v <> 0 and p.v <> 0
            then p.words || ' / ' || q.words || ' = ' || plain(p.v / q.v)
                || coalesce('; the rate was ' || plain(rate_low) || case when rate_high > rate_low then ' to ' || plain(rate_high) else '' end, '')
        when is_other_measure and p.measure = 'GROWTH_AVG' and q.measure = 'GROWTH_CUM' and years > 1
            then plain(1 + p.v / 100) || '^' || years || ' - 1 = ' || plain(100 * (power(1 + p.v / 100, years) - 1))
                || ' %, told as ' || q.words
        when is_other_status and p.is_ahead and q.intent = 'ACTUAL'
            then p.status || ' ' || p.words || ', ' || q.status || ' ' || q.words
                || case
                    when p.is_growth or p.v <= 0 or differences > 1 then ''
                    when q.is_running or told_within(q.starts, q.ends, p.starts, p.ends) then ' so far'
                    when q.b <= p.c and p.b <= q.c then ': as planned, as far as the words tell'
                    else ': ' || plain(abs(100 * (q.v / p.v - 1))) || ' % ' || case when q.v < p.v then 'below' else 'above' end || ' the plan'
                end
        when is_other_status then p.status || ' ' || p.words || ', ' || q.status || ' ' || q.words
        when (is_part or is_x_within or is_y_within) and is_adding and not is_other_subject and q.v > 0
            then p.words || ' of ' || q.words || ': ' || plain(round(100 * p.v / q.v, 1)) || ' %'
        when is_other_period and not is_other_subject and not p.is_growth and p.v > 0
            then p.words || ', then ' || q.words || ': ' || plain(round(100 * (q.v / p.v - 1), 1)) || ' %'
        else p.words || ' and ' || q.words
    end as arithmetic,
from measured;

-- one figure told of two indicators: at most one of them can be meant
create or replace temp table kin_twin as
select
    x.n as a,
    y.n as b,
    'scope' as relation,
    'indicator ' || x.indicator || ' / ' || y.indicator
    || case when x.time_period = y.time_period then '' else ', period ' || x.time_period || ' / ' || y.time_period end as differs,
    x.words || ' is told of ' || x.indicator || ' and of ' || y.indicator as arithmetic,
from teller as x
join teller as y
    on y.v = x.v
    and y.g = x.g
    and y.n > x.n
    and y.indicator <> x.indicator
    and y.activity = x.activity
    and y.ref_area = x.ref_area
    and y.unit_measure = x.unit_measure
    and y.is_factor = x.is_factor
    and y.intent = x.intent
    and y.ends = x.ends
where x.is_growth and y.is_growth and floor(log10(abs(x.v) / x.g) + 1e-9) + 1 >= 2;

create or replace temp table kin as
select a, b, relation, differs || ': ' || arithmetic as reason
from (from kin_told union all from kin_twin);
