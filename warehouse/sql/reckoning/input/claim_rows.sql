-- one row per claim of a file with the fields of a claim: laid into the tables the warehouse keeps claims in
-- enters raw_claim (claim_id and any fields of a claim; the rest takes its default); fills claim, document, extraction

insert into claim by name
select
    claim_id,
    coalesce(document_id, claim_id) as document_id,
    '' as capture_id,
    coalesce(source_id, '_U') as source_id,
    'file' as extractor_version,
    coalesce(lang, 'en') as lang,
    indicator,
    coalesce(activity, '_T') as activity,
    coalesce(ref_area, 'KZ') as ref_area,
    unit_measure,
    coalesce(role, 'level') as role,
    coalesce(
        measure,
        case when role = 'growth' or indicator like '%\_growth' escape '\' then 'GROWTH_YOY' else 'LEVEL' end
    ) as measure,
    coalesce(price_base, '_U') as price_base,
    coalesce(freq, 'A') as freq,
    time_period,
    coalesce(claim_status, 'actual') as claim_status,
    value::double as value,
    value_low::double as value_low,
    value_high::double as value_high,
    -- the last digit written, where nobody says: zeros that end a figure are rounding
    coalesce(written_precision::double, place_value(value::double)) as written_precision,
    coalesce(hedge, 'exact') as hedge,
    hedge_text,
    coalesce(is_cumulative::boolean, false) as is_cumulative,
    conversion_of,
    speaker,
    said_by,
    coalesce(context, 'paragraph') as context,
    coalesce(quote, '') as quote,
    coalesce(span_start::integer, 0) as span_start,
    coalesce(span_end::integer, 0) as span_end,
    published_at::timestamp as published_at,
    coalesce(recorded_at::timestamp, published_at::timestamp) as recorded_at,
    coalesce(confidence::double, 1) as confidence,
    subject,
from raw_claim;

insert into document by name
select
    document_id,
    any_value(source_id) as source_id,
    '' as capture_id,
    document_id as canonical_url,
    '' as title,
    any_value(lang) as lang,
    min(published_at) as published_at,
    '' as text,
    [] as blocks,
    'ok' as status,
    'utf-8' as encoding,
    md5(document_id)[:16] as simhash,
    'file' as parser_version,
from claim
where document_id not in (select document_id from document)
group by document_id;

insert into extraction
select document_id, 'file', max(recorded_at), 0, count(*), []
from claim
where document_id not in (select document_id from extraction)
group by document_id;
