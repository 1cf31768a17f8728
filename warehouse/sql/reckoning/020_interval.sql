-- one row per claim: the trapezoid [a, b, c, d] its wording means; nothing else in Esep decides this
-- core [b, c] is what the words assert, support [a, d] what a loose but honest writer may mean; negative values mirror

create or replace temp table interval as
with
    -- "more than twofold" is read as a factor, whatever scale it is compared on
    written as (
        select
            n,
            hedge,
            s.unit_measure,
            s.intent,
            is_factor,
            case when is_factor then v / 100 + 1 else v end as v,
            case when is_factor then g / 100 else g end as g,
            case when is_factor then value_low / 100 + 1 else value_low end as value_low,
            case when is_factor then value_high / 100 + 1 else value_high end as value_high,
        from reading
        join series as s using (series)
    ),
    sized as (
        select
            n,
            hedge,
            is_factor,
            v < 0 as is_negative,
            abs(v) as v,
            g,
            case when v < 0 then -value_high else value_low end as low,
            case when v < 0 then -value_low else value_high end as high,
            least(g, getvariable('over_cap_share') * abs(v)) as cap,
            greatest(least(g, getvariable('about_cap_share') * abs(v)), getvariable('about_slack_share') * abs(v))
                as loose,
            greatest(g / 2, getvariable('about_core_share') * abs(v)) as close,
            unit_measure like 'count%' and g = 1 as is_counted,
            intent <> 'ACTUAL' as is_plan,
        from written
    ),
    shaped as (
        select
            n,
            is_factor,
            is_negative,
            case
                when low is not null and high is not null then [low - g / 2, low, high, high + g / 2]
                when hedge = 'none' and is_counted then [v - g / 2, v - g / 2, v + g / 2, v + g / 2]
                when hedge = 'none' then [
                    v - getvariable('rounding_granules') * g,
                    v - g / 2,
                    v + g / 2,
                    v + getvariable('truncation_granules') * g
                ]
                when hedge in ('gt', 'ge') then [
                    v - g / 2,
                    v,
                    v + cap,
                    v + greatest(cap, getvariable('over_slack_share') * v)
                ]
                when hedge = 'less' or (hedge = 'le' and is_plan) then [0, 0, v, v]
                when hedge in ('lt', 'le') then [
                    v - greatest(cap, getvariable('nearly_slack_share') * v),
                    v - cap,
                    v,
                    v + g / 4
                ]
                when hedge = 'approx' then [v - greatest(loose, close), v - close, v + close, v + greatest(loose, close)]
                when hedge = 'near' then [v - greatest(loose, close), v - close, v + g / 4, v + greatest(loose / 2, g / 4)]
                else error('unknown hedge class ' || hedge)
            end as t,
        from sized
    )
select
    n,
    case when is_factor then 100 * (t[1] - 1) when is_negative then -t[4] else t[1] end as a,
    case when is_factor then 100 * (t[2] - 1) when is_negative then -t[3] else t[2] end as b,
    case when is_factor then 100 * (t[3] - 1) when is_negative then -t[2] else t[3] end as c,
    case when is_factor then 100 * (t[4] - 1) when is_negative then -t[1] else t[4] end as d,
from shaped;
