-- one row per sound row of the file
insert into claim by name
with made as (
    select
        'claim_' || left(
            sha256(
                concat_ws(
                    chr(31),
                    document_id, $reader_version, indicator, activity, ref_area, unit_measure, measure, price_base, freq,
                    time_period, claim_status, value_text, unit_mult, line_number
                )
            ),
            16
        ) as claim_id,
        document_id,
        capture_id,
        source_id,
        $reader_version as extractor_version,
        coalesce(lang, 'en') as lang,
        indicator,
        coalesce(activity, '_T') as activity,
        coalesce(ref_area, 'KZ') as ref_area,
        unit_measure,
        role,
        measure,
        coalesce(price_base, '_U') as price_base,
        coalesce(freq, '_U') as freq,
        time_period,
        coalesce(claim_status, 'actual') as claim_status,
        value,
        value_low,
        value_high,
        written_precision,
        coalesce(hedge, 'exact') as hedge,
        hedge_text,
        is_cumulative,
        speaker,
        said_by,
        'table_row' as context,
        line_quote as quote,
        span_start,
        span_start + length(line_quote) as span_end,
        published_at,
        $recorded_at as recorded_at,
        confidence,
        subject,
    from loaded_row
    where kind is null
)

from made
anti join claim using (claim_id);
