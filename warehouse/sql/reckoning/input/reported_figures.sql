-- one row per reported figure of a hand-kept list (outlet, url, published, indicator, sector, ..., note) as a claim row
-- enters raw_figure; leaves raw_claim. The note tells what the columns cannot: averages, real and nominal growth

create or replace temp view raw_claim as
select
    coalesce(claim_id, 'row_' || line) as claim_id,
    url as document_id,
    trim(regexp_replace(lower(outlet), '[^[:alnum:]]+', '_', 'g'), '_') as source_id,
    lang,
    indicator,
    sector as activity,
    ref_area,
    case unit when 'percent' then 'PT' when 'multiple' then 'X' else unit end as unit_measure,
    case
        when unit = 'multiple' or indicator like '%\_growth' escape '\' then 'growth'
        when indicator like 'share%' then 'share'
        else 'level'
    end as role,
    case
        when role <> 'growth' then upper(role)
        when note ilike '%average%' or note ilike '%yearly%' or note ilike '%annual%' then 'GROWTH_AVG'
        when regexp_matches(time_period, '^\d{4}/\d{4}$|\.\.') then 'GROWTH_CUM'
        else 'GROWTH_YOY'
    end as measure,
    case when note ilike '%real%' then 'L' when note ilike '%nominal%' then 'V' else '_U' end as price_base,
    null::varchar as freq,
    time_period,
    status as claim_status,
    value,
    null::varchar as value_low,
    null::varchar as value_high,
    null::varchar as written_precision,
    hedge,
    null::varchar as hedge_text,
    null::varchar as is_cumulative,
    null::varchar as conversion_of,
    speaker,
    null::varchar as said_by,
    null::varchar as context,
    note as quote,
    null::varchar as span_start,
    null::varchar as span_end,
    rpad(published, 10, '-01-01') as published_at,
    null::varchar as recorded_at,
    null::varchar as confidence,
from raw_figure;
