-- one row per arithmetic tie between series at hand: of two (a rate and its level, a part and its whole, a conversion), or
-- of three (a share, its whole and its part; an average, a count and their total)
-- enters input_claim and the identity_ tables; leaves input_link, input_product

create or replace temp table key as
select distinct
    series_key, freq, ref_area, indicator, activity, measure, unit_measure, price_base, intent, subject,
from input_claim;

-- prices that do not deny each other
create or replace temp macro same_prices(x, y) as
x = y or (x in (from identity_price) and y in (from identity_price));

create or replace temp table input_link as
with
    rate as (
        select k.*, i.level
        from key as k
        join identity_growth as i on i.rate = k.indicator
    ),
    narrow as (
        from key
        where measure = 'LEVEL' and indicator not in (from identity_stock)
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
from rate as g
join key as l using (freq, ref_area, activity, intent, subject)
where
    l.indicator = g.level
    and l.measure = 'LEVEL'
    and g.measure in ('GROWTH_YOY', 'GROWTH_CUM', 'GROWTH_AVG')
    and l.unit_measure not in (select currency from identity_currency)
    and same_prices(l.price_base, g.price_base)
union all
select p.series_key, 'part', w.series_key, false
from narrow as p
join identity_branch as i on i.part = p.activity
join key as w using (freq, ref_area, indicator, measure, unit_measure, price_base, intent, subject)
where w.activity = i.whole
union all
select p.series_key, 'part', w.series_key, false
from narrow as p
join identity_area as i on starts_with(p.ref_area, i.prefix)
join key as w using (freq, activity, indicator, measure, unit_measure, price_base, intent, subject)
where w.ref_area = i.whole
union all
select f.series_key, 'conversion', n.series_key, false
from key as f
join identity_currency as c on c.currency = f.unit_measure
join key as n using (freq, ref_area, activity, indicator, measure, price_base, intent, subject)
where n.unit_measure = c.native;

-- factor x base = result
create or replace temp table input_product as
select
    'share_total' as kind,
    f.series_key as factor_key,
    b.series_key as base_key,
    r.series_key as result_key,
    0.01 as scale,
from key as r
join key as b using (freq, indicator, measure, unit_measure, price_base, intent)
join identity_share as i on i.level = r.indicator and i.whole = b.activity
join key as f
    on f.indicator = i.share
    and f.freq = r.freq
    and f.intent = r.intent
    and f.ref_area = r.ref_area
    and f.activity = r.activity
    and f.subject = r.subject
cross join identity_area as a
where
    r.measure = 'LEVEL'
    and f.unit_measure = 'PT'
    and f.measure not like 'GROWTH%'
    -- a region's share of a branch is one of the branch in the whole country
    and b.ref_area = if(f.activity = i.whole, a.whole, f.ref_area)
    and b.subject = ''
    and b.series_key <> r.series_key
union all
select 'count_average', f.series_key, b.series_key, r.series_key, 1
from key as f
join key as b using (freq, ref_area, activity, measure, intent, subject)
join key as r using (freq, ref_area, activity, measure, intent, subject)
join identity_average as i on i.average = f.indicator and i.count = b.indicator and i.total = r.indicator
where
    r.measure = 'LEVEL'
    and r.unit_measure = f.unit_measure
    and same_prices(r.price_base, f.price_base);
