-- one row per claim of a generated world, laid into the tables in which the warehouse keeps what it learned
-- enters the view world_claim (claims of the column form) and the variables batch_start, batch_end (numbers in order of
-- ingestion); fills claim, document, extraction, source

create or replace temp table batch as
from world_claim
where position >= getvariable('batch_start') and position < getvariable('batch_end');

insert into claim by name
select
    printf('c%010d', claim_id) as claim_id,
    printf('d%010d', doc_id) as document_id,
    '' as capture_id,
    source_id,
    'world' as extractor_version,
    lang,
    indicator,
    activity,
    ref_area,
    case when unit_measure = 'PN' then 'count:projects' else unit_measure end as unit_measure,
    case when measure like 'GROWTH%' then 'growth' else 'level' end as role,
    case when measure = 'TARGET' then 'LEVEL' else measure end as measure,
    '_U' as price_base,
    freq,
    time_period,
    case when measure = 'TARGET' then 'planned' else 'actual' end as claim_status,
    obs_value as value,
    power(
        10,
        unit_mult + case
            when contains(value_str, '.') then -length(split_part(value_str, '.', 2))
            else length(value_str) - length(rtrim(value_str, '0'))
        end
    ) as written_precision,
    case hedge_class
        when 'none' then 'exact'
        when 'gt' then 'over'
        when 'ge' then 'at_least'
        when 'lt' then 'nearly'
        when 'le' then 'up_to'
        else 'about'
    end as hedge,
    case when hedge_class = 'near' then 'жуық' else hedge_text end as hedge_text,
    false as is_cumulative,
    printf('c%010d', paren_of) as conversion_of,
    attributed_to as said_by,
    case when context = 'title' then 'title' else 'paragraph' end as context,
    '' as quote,
    0 as span_start,
    0 as span_end,
    published_at,
    ingested_at as recorded_at,
    1 as confidence,
from batch;

insert into document by name
select
    printf('d%010d', doc_id) as document_id,
    any_value(source_id) as source_id,
    '' as capture_id,
    printf('https://world.example/%d', doc_id) as canonical_url,
    '' as title,
    any_value(lang) as lang,
    min(published_at) as published_at,
    '' as text,
    [] as blocks,
    'ok' as status,
    'utf-8' as encoding,
    any_value(doc_simhash) as simhash,
    'world' as parser_version,
from batch
group by doc_id;

insert into extraction
select printf('d%010d', doc_id), 'world', max(ingested_at), 0, count(*), []
from batch
group by doc_id;

insert into source by name
select
    source_id,
    source_id as publisher,
    case any_value(source_kind) when 'authority' then 'official' else any_value(source_kind) end as tier,
    'pages' as kind,
    '' as homepage,
    [] as hosts,
    [] as languages,
    'UTC' as timezone,
    [] as names,
    '' as schedule,
    true as is_enabled,
from batch
where source_id not in (select source_id from source)
group by source_id;
