-- one row per arithmetic tie between two series at hand
-- enters input_claim and the identity_ tables; leaves input_link

create or replace temp table input_link as
with
    key as (
        select distinct
            series_key, freq, ref_area, indicator, activity, measure, unit_measure, price_base, intent, subject,
        from input_claim
    )
select
    g.series_key,
    case g.measure
        when 'GROWTH_YOY' then 'yoy'
        when 'GROWTH_CUM' then 'cumulative'
        when 'GROWTH_AVG' then 'average'
    end as kind,
    l.series_key as target_key,
    false as is_complete,
from key as g
join identity_growth as i on i.rate = g.indicator
join key as l
    on l.indicator = i.level
    and l.measure = 'LEVEL'
    and l.ref_area = g.ref_area
    and l.activity = g.activity
    and l.intent = g.intent
    and l.freq = g.freq
    and l.subject = g.subject
where
    g.measure in ('GROWTH_YOY', 'GROWTH_CUM', 'GROWTH_AVG')
    and l.unit_measure not in (select currency from identity_currency)
    and (
        l.price_base = g.price_base
        or (l.price_base in (from identity_price) and g.price_base in (from identity_price))
    )
union all
select p.series_key, 'part', w.series_key, false
from key as p
join identity_branch as i on i.part = p.activity
join key as w
    on w.activity = i.whole
    and w.ref_area = p.ref_area
    and w.indicator = p.indicator
    and w.measure = p.measure
    and w.unit_measure = p.unit_measure
    and w.price_base = p.price_base
    and w.intent = p.intent
    and w.freq = p.freq
    and w.subject = p.subject
where p.measure = 'LEVEL' and p.indicator not in (from identity_stock)
union all
select p.series_key, 'part', w.series_key, false
from key as p
join identity_area as a on starts_with(p.ref_area, a.prefix)
join key as w
    on w.ref_area = a.whole
    and w.activity = p.activity
    and w.indicator = p.indicator
    and w.measure = p.measure
    and w.unit_measure = p.unit_measure
    and w.price_base = p.price_base
    and w.intent = p.intent
    and w.freq = p.freq
    and w.subject = p.subject
where p.measure = 'LEVEL' and p.indicator not in (from identity_stock)
union all
select f.series_key, 'conversion', n.series_key, false
from key as f
join identity_currency as c on c.currency = f.unit_measure
join key as n
    on n.unit_measure = c.native
    and n.indicator = f.indicator
    and n.measure = f.measure
    and n.ref_area = f.ref_area
    and n.activity = f.activity
    and n.price_base = f.price_base
    and n.intent = f.intent
    and n.freq = f.freq
    and n.subject = f.subject;
