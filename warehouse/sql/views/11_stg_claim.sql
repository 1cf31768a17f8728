-- one row per claim: whether it comes from the newest reading of the text its page shows now
create view stg_claim as
select
    claim.*,
    reading.document_id is not null as is_newest_reading,
    reading.document_id is not null and coalesce(page.is_current, false) as is_current,
from claim
left join stg_reading as reading
    on reading.document_id = claim.document_id
    and reading.extractor_version = claim.extractor_version
left join stg_document as page on page.document_id = claim.document_id;
comment on view stg_claim is 'One row per claim, with the marks that tell whether it still stands.';
comment on column stg_claim.claim_id is 'Id of the claim, a hash of its content and of the extractor version.';
comment on column stg_claim.document_id is 'Document that states it.';
comment on column stg_claim.capture_id is 'Capture the document came from.';
comment on column stg_claim.source_id is 'Source that published it.';
comment on column stg_claim.extractor_version is 'Version of the extractor that read it.';
comment on column stg_claim.lang is 'Language of the document.';
comment on column stg_claim.indicator is 'What is measured: code of dim_indicator.';
comment on column stg_claim.activity is 'Branch of the economy: code of dim_activity; _T is the whole.';
comment on column stg_claim.ref_area is 'Area the figure is about: ISO 3166 or 3166-2.';
comment on column stg_claim.unit_measure is 'Unit: ISO 4217, PT percent, X multiple, count:<noun> or a unit name.';
comment on column stg_claim.role is 'level, growth, share or multiple.';
comment on column stg_claim.measure is 'LEVEL, SHARE, INDEX, GROWTH_YOY, GROWTH_AVG or GROWTH_CUM.';
comment on column stg_claim.price_base is 'V current prices, L constant prices, _U unknown.';
comment on column stg_claim.freq is 'A year, S half-year, Q quarter, M month, D day, _U open period.';
comment on column stg_claim.time_period is 'What the figure is about, e.g. 2023, 2023-Q1, 2023-01/2023-06, ../2028.';
comment on column stg_claim.claim_status is 'planned, in_progress, launched, completed, actual or forecast.';
comment on column stg_claim.value is 'Value in units, fully scaled.';
comment on column stg_claim.value_low is 'Lower end of a stated range.';
comment on column stg_claim.value_high is 'Upper end of a stated range.';
comment on column stg_claim.written_precision is 'Place value of the last written significant digit, in units.';
comment on column stg_claim.hedge is 'exact, about, over, nearly, at_least, up_to or under.';
comment on column stg_claim.hedge_text is 'The hedge as written.';
comment on column stg_claim.is_cumulative is 'The figure counts from the start of the period or programme.';
comment on column stg_claim.conversion_of is 'Claim of the same document that this one converts to another currency.';
comment on column stg_claim.speaker is 'Person or body who said it.';
comment on column stg_claim.said_by is 'Another outlet or body that the outlet only relays.';
comment on column stg_claim.context is 'Kind of text block it stands in.';
comment on column stg_claim.quote is 'The words, byte for byte as in the document text.';
comment on column stg_claim.span_start is 'First code point of the quote in the document text.';
comment on column stg_claim.span_end is 'Code point after the quote.';
comment on column stg_claim.published_at is 'When the source said it, UTC.';
comment on column stg_claim.recorded_at is 'When Esep first learned it, UTC.';
comment on column stg_claim.confidence is 'Calibrated probability that the reading is right, 0 to 1.';
comment on column stg_claim.subject is 'What it is confined to within its series: a plant, a make, a model; empty for the whole.';
comment on column stg_claim.is_newest_reading is 'The extractor version that read the document last made it.';
comment on column stg_claim.is_current is 'It is of the newest reading, and its page showed this text when it was last read.';
