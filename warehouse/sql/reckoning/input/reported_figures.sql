-- one row per reported figure of a hand-kept list (outlet, url, published, indicator, sector, ..., note) as a claim row
-- enters raw_figure, listed_word, note_word, note_scale; leaves raw_claim, unread_figure
-- the note tells what the columns cannot: averages, real and nominal growth, a plant, make or model the figure is confined
-- to, its conversion, another figure of the title, an index that was told as growth

create or replace temp macro words_of(note) as regexp_split_to_array(lower(trim(note)), '[^[:alpha:]]+');

create or replace temp macro says(note, what) as
coalesce(list_has_any(words_of(note), (select list(word) from note_word where tells = what)), false);

-- a short note that is no remark about the text names what the figure is about
create or replace temp macro named_subject(note) as
case
    when note is not null
        and not regexp_matches(note, '[0-9"“”«»:;?]')
        and len(regexp_split_to_array(trim(note), '\s+')) <= 4
        and not says(note, 'remarks')
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

create or replace temp macro scale_word(said) as (select any_value(factor) from note_scale where word = lower(said));

-- figures that stand in the notes: of the same document, place and period as the row they are noted at
create or replace temp view noted_figure as
with
    found as (
        select
            *,
            regexp_extract(note, '([0-9.]+) ([[:alpha:]]+) ([A-Z]{3})', ['v', 'scale', 'unit']) as conversion,
            regexp_extract(note, '^([[:alpha:]]+)\D*([0-9.]+)(?: ([[:alpha:]]+))?', ['place', 'v', 'scale']) as other,
            regexp_extract(note, '(\D*)(1[0-9]{2}(?:\.[0-9]+)?) ?%', ['before', 'v']) as told,
        from listed_figure
    )
select
    * exclude (conversion, other, told) replace (
        conversion.v::double * scale_word(conversion.scale) as value,
        conversion.unit as unit,
        case when says(note, 'about') then 'about' when says(note, 'nearly') then 'nearly' else 'exact' end as hedge
    ),
    'conversion' as noted,
from found
where conversion.v <> '' and conversion.unit <> unit and scale_word(conversion.scale) is not null
union all
select
    * exclude (conversion, other, told) replace (
        other.v::double * coalesce(scale_word(other.scale), if(value::double >= 1000, scale_word(scale), null), 1) as value,
        case when says(note, 'over') then 'over' when says(note, 'nearly') then 'nearly' else 'exact' end as hedge
    ),
    'other',
from found
where other.v <> '' and says(other.place, 'elsewhere')
union all
select
    * exclude (conversion, other, told) replace (
        told.v as value,
        regexp_replace(indicator, '_index$', '_growth') as indicator,
        'exact' as hedge
    ),
    'growth',
from found
where told.v <> '' and says(told.before, 'grown') and unit = 'PT';

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
        when says(note, 'average') then 'GROWTH_AVG'
        when regexp_matches(time_period, '^\d{4}/\d{4}$|\.\.') then 'GROWTH_CUM'
        else 'GROWTH_YOY'
    end as measure,
    case when says(note, 'real') then 'L' when says(note, 'nominal') then 'V' else '_U' end as price_base,
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
