-- one row per claim, with all that is known about where it stands and what its words allow
create view fct_claim as
select
    claim.claim_id,
    claim.source_id,
    source.publisher,
    source.tier,
    claim.indicator,
    claim.activity,
    claim.ref_area,
    claim.unit_measure,
    claim.role,
    claim.measure,
    claim.price_base,
    claim.freq,
    claim.time_period,
    claim.claim_status,
    claim.is_cumulative,
    claim.value,
    claim.value_low,
    claim.value_high,
    claim.written_precision,
    claim.hedge,
    claim.hedge_text,
    reckoned.support_low,
    reckoned.core_low,
    reckoned.core_high,
    reckoned.support_high,
    reckoned.series_key,
    reckoned.cell_id,
    reckoned.observation_id,
    reckoned.lineage,
    reckoned.copy_group,
    reckoned.fault,
    reckoned.cause,
    claim.subject,
    claim.speaker,
    claim.said_by,
    claim.conversion_of,
    claim.quote,
    claim.context,
    claim.span_start,
    claim.span_end,
    document.title,
    document.canonical_url as url,
    claim.lang,
    claim.published_at,
    capture.fetched_at,
    claim.recorded_at,
    claim.document_id,
    claim.capture_id,
    claim.extractor_version,
    claim.confidence,
    list_filter(
        document.blocks, lambda block: block."start" <= claim.span_start and claim.span_end <= block."end"
    )[1].is_confirmed as is_confirmed,
    claim.is_newest_reading,
    claim.is_current,
from stg_claim as claim
left join document on document.document_id = claim.document_id
left join capture on capture.capture_id = claim.capture_id
left join dim_source as source on source.source_id = claim.source_id
left join claim_interval as reckoned on reckoned.claim_id = claim.claim_id;
comment on view fct_claim is 'One row per claim: a figure as one document states it. Keep is_current for what stands now.';
comment on column fct_claim.claim_id is 'Id of the claim.';
comment on column fct_claim.source_id is 'Source that published it.';
comment on column fct_claim.publisher is 'Name of the source.';
comment on column fct_claim.tier is 'Kind of source: official, agency, outlet, tabloid, aggregator.';
comment on column fct_claim.indicator is 'What is measured.';
comment on column fct_claim.activity is 'Branch of the economy; _T is the whole.';
comment on column fct_claim.ref_area is 'Area the figure is about.';
comment on column fct_claim.unit_measure is 'Unit of the value.';
comment on column fct_claim.role is 'level, growth, share or multiple.';
comment on column fct_claim.measure is 'LEVEL, SHARE, INDEX, GROWTH_YOY, GROWTH_AVG, GROWTH_CUM.';
comment on column fct_claim.price_base is 'V current prices, L constant prices, _U unknown.';
comment on column fct_claim.freq is 'A, S, Q, M, D; _U when the period is open.';
comment on column fct_claim.time_period is 'What the figure is about.';
comment on column fct_claim.claim_status is 'planned, in_progress, launched, completed, actual, forecast.';
comment on column fct_claim.is_cumulative is 'Counted from the start of the period or programme.';
comment on column fct_claim.value is 'Value in units, fully scaled.';
comment on column fct_claim.value_low is 'Lower end of a stated range.';
comment on column fct_claim.value_high is 'Upper end of a stated range.';
comment on column fct_claim.written_precision is 'Place value of the last written significant digit.';
comment on column fct_claim.hedge is 'exact, about, over, nearly, at_least, up_to, under.';
comment on column fct_claim.hedge_text is 'The hedge as written.';
comment on column fct_claim.support_low is 'Lowest value a loose but honest writer may mean.';
comment on column fct_claim.core_low is 'Lowest value the words assert.';
comment on column fct_claim.core_high is 'Highest value the words assert.';
comment on column fct_claim.support_high is 'Highest value a loose but honest writer may mean.';
comment on column fct_claim.series_key is 'All dimensions but the period, joined by dots; empty until reconciled.';
comment on column fct_claim.cell_id is 'Series and period; empty until reconciled.';
comment on column fct_claim.observation_id is 'Vintage it reports; empty when it fits none.';
comment on column fct_claim.lineage is 'Authority whose figure this is.';
comment on column fct_claim.copy_group is 'Claims of one original text share it.';
comment on column fct_claim.fault is 'Kind of mistake when it fits no vintage.';
comment on column fct_claim.cause is 'What it would fit instead.';
comment on column fct_claim.subject is 'What it is confined to within its series: a plant, a make, a model; empty for the whole.';
comment on column fct_claim.speaker is 'Person or body who said it.';
comment on column fct_claim.said_by is 'Another outlet or body that is only relayed.';
comment on column fct_claim.conversion_of is 'Claim that this one converts to another currency.';
comment on column fct_claim.quote is 'The words in the text.';
comment on column fct_claim.context is 'Kind of text block it stands in.';
comment on column fct_claim.span_start is 'First code point of the quote in the text.';
comment on column fct_claim.span_end is 'Code point after the quote.';
comment on column fct_claim.title is 'Headline of the document.';
comment on column fct_claim.url is 'Address of the page.';
comment on column fct_claim.lang is 'Language of the document.';
comment on column fct_claim.published_at is 'When the source said it, UTC.';
comment on column fct_claim.fetched_at is 'When the page was captured, UTC.';
comment on column fct_claim.recorded_at is 'When Esep first learned it, UTC.';
comment on column fct_claim.document_id is 'Document that states it.';
comment on column fct_claim.capture_id is 'Capture that proves it.';
comment on column fct_claim.extractor_version is 'Version of the extractor that read it.';
comment on column fct_claim.confidence is 'Probability that the reading is right.';
comment on column fct_claim.is_confirmed is 'A second, independent parser kept its paragraph too; empty where none was asked.';
comment on column fct_claim.is_newest_reading is 'Made by the extractor version that read the document last.';
comment on column fct_claim.is_current is 'Of the newest reading, of the text its page shows now.';
