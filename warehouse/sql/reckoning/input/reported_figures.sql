-- one row per reported figure of a hand-kept list (outlet, url, published, indicator, sector, ..., note) as a claim row
-- enters raw_figure, listed_word; leaves raw_claim, unread_figure. The note tells what the columns cannot: averages, real and nominal growth, a plant,
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

create or replace temp macro listed_code(asked, said) as (
    select any_value(code) from listed_word where field = asked and word = lower(trim(said))
);

-- the periods of a list as the warehouse writes them: 2023-H1, 2023-01-01/2023-06-30, 2023-Q1/2023-Q3
create or replace temp macro listed_period(text) as
regexp_replace(
    regexp_replace(
        regexp_replace(
            regexp_replace(trim(text), '^(\d{4})-?H([12])$', '\1-S\2'),
            '^(\d{4}-\d\d)-01/(\d{4}-\d\d)-(28|29|30|31)$', '\1/\2'
        ),
        '^(\d{4})-Q1/(\d{4})-Q2$', '\1-S1'
    ),
    '^(\d{4})-Q1/(\d{4})-Q3$', '\1-01/\2-09'
);

create or replace temp view listed_figure as
select
    * replace (
        replace(trim(value), ',', '.') as value,
        listed_period(time_period) as time_period,
        coalesce(listed_code('hedge', hedge), hedge, 'exact') as hedge,
        coalesce(listed_code('claim_status', status), status, 'actual') as status,
        -- a thing that is counted has a unit of its own
        coalesce(listed_code('unit_measure', unit), unit) as unit
    ),
from raw_figure;

-- one row per field that cannot be read
create or replace temp view unread_figure as
select line, field, text
from (
    select line, 'value' as field, value as text, try_cast(value as double) is not null as is_read from listed_figure
    union all
    select line, 'hedge', hedge, listed_code('hedge', hedge) is not null from listed_figure
    union all
    select line, 'status', status, listed_code('claim_status', status) is not null from listed_figure
    union all
    select line, 'time_period', time_period, period_start(time_period) is not null or period_end(time_period) is not null
    from listed_figure
    union all
    select line, 'indicator', indicator, indicator is not null from listed_figure
    union all
    select line, 'unit', unit, unit is not null from listed_figure
)
where not is_read
order by line::bigint, field;

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
        from listed_figure
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
where told_growth <> '' and unit = 'PT';

create or replace temp view raw_claim as
with
    figure as (
        select *, null as noted from listed_figure
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
    unit as unit_measure,
    case
        when unit = 'X' or indicator like '%\_growth' escape '\' then 'growth'
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
    case when noted = 'conversion' then coalesce(claim_id, 'row_' || line) end as conversion_of,
    speaker,
    null::varchar as said_by,
    case when noted = 'other' then 'title' else 'paragraph' end as context,
    coalesce(note, '') as quote,
    null::varchar as span_start,
    null::varchar as span_end,
    -- a month or a year stands for its first day, and an undated figure for the day after its period
    coalesce(rpad(published, 10, '-01-01'), period_end(time_period)::varchar, period_start(time_period)::varchar) as published_at,
    null::varchar as recorded_at,
    null::varchar as confidence,
    coalesce(subject, named_subject(note)) as subject,
from figure;
