-- one row per row of the file: its fields typed, its line of text placed in its document, and what is wrong with it
create or replace temp table loaded_row as
with typed as (
    select
        staged.* exclude (value, value_low, value_high, published_at, unit_mult, decimals, confidence, is_cumulative),
        try_cast(replace(staged.value, ',', '.') as double) as plain_value,
        try_cast(replace(staged.value_low, ',', '.') as double) as plain_low,
        try_cast(replace(staged.value_high, ',', '.') as double) as plain_high,
        staged.value as value_text,
        staged.published_at as published_text,
        -- a month or a year stands for its first day
        try_cast(if(regexp_matches(staged.published_at, '^\d{4}(-\d\d)?$'), rpad(staged.published_at, 10, '-01-01'), staged.published_at) as timestamp)
            as published_at,
        coalesce(try_cast(staged.unit_mult as integer), 0) as unit_mult,
        try_cast(staged.decimals as integer) as decimals,
        coalesce(try_cast(staged.confidence as double), 1) as confidence,
        coalesce(try_cast(staged.is_cumulative as boolean), false) as is_cumulative,
        indicator.attributes ->> '$.role' as indicator_role,
        coalesce(try_cast(indicator.attributes ->> '$.is_index' as boolean), false) as is_index,
        indicator.code is not null as is_known_indicator,
    from staged
    left join code_item as indicator on indicator.code_list = 'indicator' and indicator.code = staged.indicator
),

measured as (
    select
        typed.* exclude (role, measure),
        coalesce(role, case when unit_measure = 'X' then 'multiple' else indicator_role end, 'level') as role,
        coalesce(
            measure,
            case
                -- over years; a stretch of months is held against the same months of the year before
                when indicator_role = 'growth' and regexp_matches(time_period, '^\d{4}/\d{4}$|\.\.') then 'GROWTH_CUM'
                when indicator_role = 'growth' then 'GROWTH_YOY'
                when indicator_role = 'share' then 'SHARE'
                when is_index then 'INDEX'
                else 'LEVEL'
            end
        ) as measure,
        -- Place value of the last digit: as told by DECIMALS, else as written.
        10.0 ** (
            unit_mult - coalesce(
                decimals,
                length(regexp_extract(value_text, '[.,](\d+)$', 1)),
                0
            )
            + case
                when $zeros_are_rounding and decimals is null and plain_value <> 0 and not regexp_matches(value_text, '[.,]')
                    then length(regexp_extract(value_text, '(0*)$', 1))
                else 0
            end
        ) as written_precision,
        plain_value * 10.0 ** unit_mult as value,
        plain_low * 10.0 ** unit_mult as value_low,
        plain_high * 10.0 ** unit_mult as value_high,
    from typed
),

named as (
    select
        measured.*,
        case
            when source_id is null then 'row_without_source'
            when problem is not null then problem
            when indicator is null or not is_known_indicator then 'unknown_indicator'
            when value is null or not isfinite(value) then 'unreadable_value'
            when time_period is null then 'unreadable_period'
            when published_text is not null and published_at is null then 'unreadable_date'
            when unit_measure is null then 'row_without_unit'
        end as kind,
        case when is_vintage then concat_ws('#', url, strftime(published_at, '%Y-%m-%d')) else url end as canonical_url,
        coalesce(nullif(quote, ''), line) as line_quote,
    from measured
),

placed as (
    select
        named.*,
        concat_ws(chr(31), source_id, canonical_url, published_text, $file_digest) as document_key,
    from named
)

select
    placed.*,
    'document_' || left(sha256(document_key), 16) as document_id,
    case
        when kind is not null then 'issue_' || left(sha256(concat_ws(chr(31), document_key, kind, line_number)), 16)
    end as issue_id,
    coalesce($capture_id, 'capture_' || left(sha256(document_key), 16)) as capture_id,
    coalesce(
        sum(length(line_quote) + 1) over (
            partition by document_key order by line_number rows between unbounded preceding and 1 preceding
        ),
        0
    )::integer as span_start,
from placed;
