-- one row per figure that changed inside a page after it was published, without a new page
create view fct_silent_revision as
with edited as (
    select distinct source_id, canonical_url
    from stg_document
    where is_newest_parse and page_version = 2
),

figure as (
    select
        claim.* exclude (capture_id),
        page.capture_id,
        page.source_id as page_source_id,
        page.canonical_url,
        page.page_version,
        page.first_seen_at,
        document.text,
        regexp_replace(substring(document.text, greatest(claim.span_start - 59, 1), least(60, claim.span_start)), '[0-9\s]+', ' ', 'g')
            || '|'
            || regexp_replace(substring(document.text, claim.span_end + 1, 60), '[0-9\s]+', ' ', 'g') as surroundings,
    from stg_claim as claim
    join stg_document as page on page.document_id = claim.document_id
    join document on document.document_id = claim.document_id
    semi join edited on edited.source_id = page.source_id and edited.canonical_url = page.canonical_url
    where claim.is_newest_reading and page.is_newest_parse
),

changed as (
    select
        figure.canonical_url,
        figure.page_source_id as source_id,
        figure.indicator,
        figure.activity,
        figure.ref_area,
        figure.unit_measure,
        figure.measure,
        figure.time_period,
        figure.claim_status,
        figure.value as value_before,
        later.value as value_after,
        figure.quote as quote_before,
        later.quote as quote_after,
        figure.claim_id as claim_id_before,
        later.claim_id as claim_id_after,
        figure.document_id as document_id_before,
        later.document_id as document_id_after,
        figure.capture_id as capture_id_before,
        later.capture_id as capture_id_after,
        figure.published_at,
        figure.first_seen_at as seen_before_at,
        later.first_seen_at as seen_after_at,
        1 - levenshtein(figure.surroundings, later.surroundings)
            / greatest(length(figure.surroundings), length(later.surroundings)) as likeness,
    from figure
    join figure as later
        on later.page_source_id = figure.page_source_id
        and later.canonical_url = figure.canonical_url
        and later.page_version = figure.page_version + 1
        and later.indicator = figure.indicator
        and later.activity = figure.activity
        and later.ref_area = figure.ref_area
        and later.unit_measure = figure.unit_measure
        and later.measure = figure.measure
        and later.price_base = figure.price_base
        and later.time_period = figure.time_period
        and later.claim_status = figure.claim_status
        and later.value <> figure.value
    -- A figure that still stands somewhere in the other version was moved, not changed.
    anti join figure as kept
        on kept.document_id = later.document_id and kept.indicator = figure.indicator
        and kept.time_period = figure.time_period and kept.value = figure.value
        and kept.unit_measure = figure.unit_measure
    anti join figure as known
        on known.document_id = figure.document_id and known.indicator = later.indicator
        and known.time_period = later.time_period and known.value = later.value
        and known.unit_measure = later.unit_measure
)

select *
from changed
where likeness >= 0.5
qualify row_number() over (partition by claim_id_before order by likeness desc, claim_id_after) = 1
    and row_number() over (partition by claim_id_after order by likeness desc, claim_id_before) = 1;
comment on view fct_silent_revision is 'One row per figure that changed inside a page after publication, with both captures and quotes.';
comment on column fct_silent_revision.canonical_url is 'Address of the page.';
comment on column fct_silent_revision.source_id is 'Source that changed it.';
comment on column fct_silent_revision.indicator is 'What is measured.';
comment on column fct_silent_revision.activity is 'Branch of the economy.';
comment on column fct_silent_revision.ref_area is 'Area.';
comment on column fct_silent_revision.unit_measure is 'Unit.';
comment on column fct_silent_revision.measure is 'LEVEL, SHARE, INDEX, GROWTH_YOY, GROWTH_AVG, GROWTH_CUM.';
comment on column fct_silent_revision.time_period is 'What the figure is about.';
comment on column fct_silent_revision.claim_status is 'planned, in_progress, launched, completed, actual, forecast.';
comment on column fct_silent_revision.value_before is 'Value in the earlier version.';
comment on column fct_silent_revision.value_after is 'Value in the later version.';
comment on column fct_silent_revision.quote_before is 'Words in the earlier version.';
comment on column fct_silent_revision.quote_after is 'Words in the later version.';
comment on column fct_silent_revision.claim_id_before is 'Claim of the earlier version.';
comment on column fct_silent_revision.claim_id_after is 'Claim of the later version.';
comment on column fct_silent_revision.document_id_before is 'Earlier version.';
comment on column fct_silent_revision.document_id_after is 'Later version.';
comment on column fct_silent_revision.capture_id_before is 'Capture that proves the earlier version.';
comment on column fct_silent_revision.capture_id_after is 'Capture that proves the later version.';
comment on column fct_silent_revision.published_at is 'When the page says it was published, UTC.';
comment on column fct_silent_revision.seen_before_at is 'First capture of the earlier version, UTC.';
comment on column fct_silent_revision.seen_after_at is 'First capture of the later version, UTC.';
comment on column fct_silent_revision.likeness is 'How alike the words around both figures are, 0 to 1.';
