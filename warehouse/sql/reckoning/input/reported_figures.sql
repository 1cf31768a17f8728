-- one row per reported figure of a hand-kept list (outlet, url, published, indicator, sector, ..., note) as a claim row
-- enters raw_figure; leaves raw_claim. The note tells what the columns cannot: averages, real and nominal growth, a plant,
-- make or model the figure is confined to, its conversion, another figure of the title, an index that was told as growth

-- words of a remark about the text rather than a name of what the figure is about; a short note without them is a name
create or replace temp table remark as
select unnest([
    'about', 'according', 'also', 'annual', 'annually', 'approximate', 'approximately', 'article', 'as', 'average', 'bound',
    'by', 'calculated', 'cited', 'citing', 'conversion', 'converted', 'copy', 'cumulative', 'date', 'dollar', 'elsewhere',
    'error', 'estimate', 'estimated', 'excerpt', 'exact', 'from', 'growth', 'half', 'headline', 'headlines', 'implied',
    'index', 'inferred', 'is', 'it', 'lead', 'may', 'month', 'months', 'nominal', 'not', 'nothing', 'number', 'official',
    'other', 'outlet', 'outlets', 'per', 'percent', 'percentage', 'period', 'points', 'preliminary', 'printed',
    'probably', 'quarter', 'quote', 'range', 'rate', 'reads', 'real', 'rewrite', 'revised', 'rounded', 'rounding', 'same',
    'says', 'seed', 'shortened', 'since', 'so', 'source', 'stated', 'summary', 'target', 'tenge', 'terms', 'text', 'that',
    'the', 'this', 'title', 'to', 'translated', 'translation', 'typo', 'unclear', 'undated', 'update', 'updated', 'url',
    'was', 'with', 'worded', 'written', 'year', 'yearly', 'years'
]) as word;

create or replace temp macro named_subject(note) as
case
    when note is not null
        and not regexp_matches(note, '[0-9"“”«»:;?]')
        and len(regexp_split_to_array(trim(note), '\s+')) <= 4
        and len(list_intersect(
            regexp_split_to_array(lower(trim(note)), '[^[:alpha:]]+'),
            (select list(word) from remark)
        )) = 0
        then trim(note)
end;

create or replace temp macro scale_word(word) as
case
    when word in ('thousand', 'k') then 1e3
    when word in ('mn', 'mln', 'million') then 1e6
    when word in ('bn', 'billion') then 1e9
    when word in ('trn', 'trillion') then 1e12
    else 1
end;

-- figures that stand in the notes: of the same document, place and period as the row they are noted at
create or replace temp view noted_figure as
with
    found as (
        select
            *,
            regexp_extract(note, '([0-9.]+) (mn|mln|million|bn|billion|trn|trillion) (USD|EUR|RUB|CNY|KZT)', ['v', 'scale', 'unit'])
                as conversion,
            regexp_extract(note, '^(title|headline|lead)\D*([0-9.]+)( thousand| million| billion| trillion)?', ['where', 'v', 'scale'])
                as other,
            regexp_extract(note, '(?:grew|grow|growth|rose|increased?)\D*(1[0-9]{2}(?:\.[0-9]+)?) ?%', 1) as told_growth,
        from raw_figure
    )
select
    * exclude (conversion, other, told_growth) replace (
        conversion.v::double * scale_word(conversion.scale) as value,
        conversion.unit as unit,
        case when note ilike '%about%' then 'about' when note ilike '%nearly%' then 'nearly' else 'exact' end as hedge
    ),
    'conversion' as noted,
from found
where conversion.v <> '' and conversion.unit <> unit
union all
select
    * exclude (conversion, other, told_growth) replace (
        other.v::double * case
            when other.scale <> '' then scale_word(trim(other.scale))
            when value::double >= 1000 then scale_word(scale)
            else 1
        end as value,
        case when note ilike '%over%' then 'over' when note ilike '%nearly%' then 'nearly' else 'exact' end as hedge
    ),
    'other',
from found
where other.v <> ''
union all
select
    * exclude (conversion, other, told_growth) replace (
        told_growth as value,
        regexp_replace(indicator, '_index$', '_growth') as indicator,
        'exact' as hedge
    ),
    'growth',
from found
where told_growth <> '' and unit = 'percent';

create or replace temp view raw_claim as
with
    figure as (
        select *, null as noted from raw_figure
        union all by name
        select * replace (value::varchar as value) from noted_figure
    )
select
    concat_ws('_', coalesce(claim_id, 'row_' || line), noted) as claim_id,
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
    coalesce(status, 'actual') as claim_status,
    value,
    null::varchar as value_low,
    null::varchar as value_high,
    null::varchar as written_precision,
    coalesce(hedge, 'exact') as hedge,
    null::varchar as hedge_text,
    null::varchar as is_cumulative,
    case when noted = 'conversion' then coalesce(claim_id, 'row_' || line) end as conversion_of,
    speaker,
    null::varchar as said_by,
    case when noted = 'other' then 'title' else 'paragraph' end as context,
    coalesce(note, '') as quote,
    null::varchar as span_start,
    null::varchar as span_end,
    -- a month or a year stands for its first day
    rpad(published, 10, '-01-01') as published_at,
    null::varchar as recorded_at,
    null::varchar as confidence,
    coalesce(subject, named_subject(note)) as subject,
from figure;
