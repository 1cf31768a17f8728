-- one row per claim of the newest reading, in the form the reckoning reads: series key, period, class of hedge, voice
create macro reckon_claim(claims) as table
with
    official as (
        select source_id, lower(name) as name
        from (select source_id, tier, unnest([publisher] || names) as name from source)
        where tier = 'official'
    ),
    relayed as (
        select lower(name) as name, min(source_id) as source_id
        from (select source_id, tier, unnest([publisher] || names) as name from source)
        where tier <> 'official'
        group by name
    ),
    reading as (
        select document_id, arg_max(extractor_version, recorded_at) as extractor_version
        from extraction
        semi join query_table(claims) using (document_id)
        group by document_id
    ),
    dated as (
        select
            c.*,
            case
                when regexp_matches(c.time_period, '^\d{4}-01/\d{4}-06$') and c.time_period[:4] = c.time_period[9:12]
                    then c.time_period[:4] || '-S1'
                when regexp_matches(c.time_period, '^\d{4}-07/\d{4}-12$') and c.time_period[:4] = c.time_period[9:12]
                    then c.time_period[:4] || '-S2'
                when regexp_matches(c.time_period, '^\d{4}-01/\d{4}-12$') and c.time_period[:4] = c.time_period[9:12]
                    then c.time_period[:4]
                when regexp_matches(c.time_period, '^\d{4}-(01/\d{4}-03|04/\d{4}-06|07/\d{4}-09|10/\d{4}-12)$')
                    and c.time_period[:4] = c.time_period[9:12]
                    then c.time_period[:4] || '-Q' || (c.time_period[-2:]::integer // 3)
                else c.time_period
            end as period,
            case c.claim_status
                when 'planned' then 'PLAN'
                when 'forecast' then 'FORECAST'
                when 'in_progress' then 'IN_PROGRESS'
                else 'ACTUAL'
            end as intent,
            c.measure like 'GROWTH%' as is_growth,
        from query_table(claims) as c
        join reading using (document_id, extractor_version)
    )
select
    d.claim_id,
    d.document_id,
    p.canonical_url as document_key,
    d.source_id,
    case s.tier when 'official' then 'authority' else coalesce(s.tier, 'outlet') end as source_kind,
    d.lang,
    coalesce(d.published_at, d.recorded_at) as published_at,
    d.recorded_at as ingested_at,
    concat_ws(
        '.',
        case
            when regexp_matches(d.period, '^\d{4}$|^\d{4}/\d{4}$') then 'A'
            when d.period like '%-S_' then 'S'
            when d.period like '%-Q_' then 'Q'
            when regexp_matches(d.period, '^\d{4}-\d\d-\d\d$') then 'D'
            when d.period like '%..%' then '_U'
            else 'M'
        end,
        d.ref_area,
        d.indicator,
        d.activity,
        d.measure,
        case when d.is_growth and d.unit_measure = 'X' then 'PT' else d.unit_measure end,
        d.price_base,
        d.intent,
        nullif(trim(regexp_replace(lower(d.subject), '[^[:alnum:]]+', '_', 'g'), '_'), '')
    ) as series_key,
    split_part(series_key, '.', 1) as freq,
    d.ref_area,
    d.indicator,
    d.activity,
    d.measure,
    d.unit_measure,
    d.price_base,
    d.intent,
    d.period as time_period,
    d.context,
    case d.hedge
        when 'exact' then 'none'
        when 'over' then 'gt'
        when 'at_least' then 'ge'
        when 'nearly' then 'lt'
        when 'up_to' then 'le'
        when 'under' then 'less'
        when 'about' then case when d.lang = 'kk' and d.hedge_text ilike '%жуық%' then 'near' else 'approx' end
    end as hedge_class,
    d.value,
    d.value_low,
    d.value_high,
    d.written_precision as granule,
    d.is_growth,
    d.is_growth and d.unit_measure = 'X' as is_factor,
    split_part(series_key, '.', 9) as subject,
    d.claim_status in ('launched', 'completed', 'actual') as is_counting,
    'A' as obs_status,
    coalesce(o.source_id, case when s.tier = 'official' then d.source_id end) as attributed_to,
    d.conversion_of as paren_of,
    ('0x' || p.simhash)::ubigint as simhash,
    k.source_id as credit_source,
    d.quote,
from dated as d
join document as p using (document_id)
left join source as s on s.source_id = d.source_id
left join official as o on o.name = lower(d.said_by)
left join relayed as k on k.name = lower(p.credit) and k.source_id <> d.source_id
where d.hedge is not null;
comment on macro table reckon_claim is
    'One row per claim of the named relation that stands in a newest reading, in the form the reckoning reads.';

create view int_reckon_claim as
from reckon_claim('claim');
comment on view int_reckon_claim is 'One row per claim of the newest reading, in the form the reckoning reads.';
comment on column int_reckon_claim.claim_id is 'The claim.';
comment on column int_reckon_claim.document_id is 'Document that states it.';
comment on column int_reckon_claim.document_key is 'Address of its page: versions of one page share it.';
comment on column int_reckon_claim.source_id is 'Source that published it.';
comment on column int_reckon_claim.source_kind is 'authority, agency, outlet, tabloid or aggregator.';
comment on column int_reckon_claim.lang is 'Language of the document.';
comment on column int_reckon_claim.published_at is 'When it was published, UTC; when learnt, where nobody says.';
comment on column int_reckon_claim.ingested_at is 'When Esep learned it, UTC.';
comment on column int_reckon_claim.series_key is 'All dimensions but the period: freq, ref_area, indicator, activity, measure, unit_measure, price_base, intent and, where the figure is confined to one, subject.';
comment on column int_reckon_claim.freq is 'Frequency the period implies: A, S, Q, M, D; _U when open.';
comment on column int_reckon_claim.ref_area is 'Where.';
comment on column int_reckon_claim.indicator is 'What is measured.';
comment on column int_reckon_claim.activity is 'Branch of the economy.';
comment on column int_reckon_claim.measure is 'LEVEL, SHARE, INDEX, GROWTH_YOY, GROWTH_AVG or GROWTH_CUM.';
comment on column int_reckon_claim.unit_measure is 'Unit of the value.';
comment on column int_reckon_claim.price_base is 'V current, L constant, _U unknown prices.';
comment on column int_reckon_claim.intent is 'ACTUAL, IN_PROGRESS, PLAN or FORECAST.';
comment on column int_reckon_claim.time_period is 'What the figure is about, in one spelling per period.';
comment on column int_reckon_claim.context is 'Block of the document: title, paragraph, table row.';
comment on column int_reckon_claim.hedge_class is 'none, gt, ge, lt, le, less, approx, near.';
comment on column int_reckon_claim.value is 'Value in units.';
comment on column int_reckon_claim.value_low is 'Lower end of a stated range.';
comment on column int_reckon_claim.value_high is 'Upper end of a stated range.';
comment on column int_reckon_claim.granule is 'Place value of the last written significant digit, in units.';
comment on column int_reckon_claim.is_growth is 'The figure is a rate of growth.';
comment on column int_reckon_claim.is_factor is 'The rate is told as a multiple: threefold.';
comment on column int_reckon_claim.subject is 'Plant, make or model the figure is confined to; empty for the whole.';
comment on column int_reckon_claim.is_counting is 'It counts what has happened so far.';
comment on column int_reckon_claim.obs_status is 'A; what the document itself says of its status.';
comment on column int_reckon_claim.attributed_to is 'Authority the text names as its origin.';
comment on column int_reckon_claim.paren_of is 'Claim of which this figure is the converted one.';
comment on column int_reckon_claim.simhash is '64-bit digest of the text, close for close texts.';
comment on column int_reckon_claim.credit_source is 'Source the page credits.';
comment on column int_reckon_claim.quote is 'Its words.';
