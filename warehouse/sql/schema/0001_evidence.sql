-- one row per thing learned: captures, documents, sightings, extractions, claims and issues, all append-only
-- The columns of capture, document, claim and issue are the fields of extractors/records.py, in their order.
-- Instants are UTC in TIMESTAMP without a zone. Ids are hashes of content, so that a second run adds no row.

create table schema_version (
    version integer not null,
    name varchar not null,
    checksum varchar not null,
    applied_at timestamp,
);
comment on table schema_version is 'One row per schema file applied to this warehouse.';
comment on column schema_version.version is 'Number of the schema file.';
comment on column schema_version.name is 'Name of the schema file.';
comment on column schema_version.checksum is 'SHA-256 of the file as applied; a later edit of the file is refused.';
comment on column schema_version.applied_at is 'When it was applied, UTC; empty when the opener told no time.';

create table view_version (
    checksum varchar not null,
    applied_at timestamp,
);
comment on table view_version is 'One row per rebuild of all views and macros; the newest names the files they came from.';
comment on column view_version.checksum is 'SHA-256 over all view files.';
comment on column view_version.applied_at is 'When they were rebuilt, UTC; empty when the opener told no time.';

create table capture (
    capture_id varchar not null,
    source_id varchar not null,
    url varchar not null,
    final_url varchar not null,
    fetched_at timestamp not null,
    status_code integer not null,
    content_type varchar,
    payload_digest varchar not null,
    count_bytes bigint not null,
    warc_file varchar not null,
    warc_offset bigint not null,
    is_revisit boolean not null,
    listed_at timestamp,
    listed_title varchar,
);
comment on table capture is 'One row per response as received and archived.';
comment on column capture.capture_id is 'Id of the capture.';
comment on column capture.source_id is 'Source that was read.';
comment on column capture.url is 'Address as asked.';
comment on column capture.final_url is 'Address after redirects.';
comment on column capture.fetched_at is 'When the response came, UTC.';
comment on column capture.status_code is 'HTTP status.';
comment on column capture.content_type is 'Content type as the server said it.';
comment on column capture.payload_digest is 'Digest of the decoded body, sha256:<hex>.';
comment on column capture.count_bytes is 'Bytes of the decoded body.';
comment on column capture.warc_file is 'WARC file, relative to the archive folder.';
comment on column capture.warc_offset is 'Byte offset of the record in that file.';
comment on column capture.is_revisit is 'The body equals an earlier capture of the same address.';
comment on column capture.listed_at is 'Publication time given by the feed or listing, UTC.';
comment on column capture.listed_title is 'Title given by the feed or listing.';

create table document (
    document_id varchar not null,
    source_id varchar not null,
    capture_id varchar not null,
    canonical_url varchar not null,
    title varchar not null,
    lang varchar not null,
    published_at timestamp,
    published_text varchar,
    published_method varchar,
    modified_at timestamp,
    author varchar,
    credit varchar,
    text varchar not null,
    blocks struct(
        kind varchar,
        start integer,
        "end" integer,
        "table" integer,
        is_header boolean,
        cells integer[][],
        is_linked boolean,
        is_confirmed boolean
    )[] not null,
    status varchar not null,
    encoding varchar not null,
    simhash varchar not null,
    parser_version varchar not null,
);
comment on table document is 'One row per version of a page''s text.';
comment on column document.document_id is 'Id of the document, a hash of its content.';
comment on column document.source_id is 'Source that published it.';
comment on column document.capture_id is 'Capture it was first parsed from.';
comment on column document.canonical_url is 'Address shared by all versions of the page.';
comment on column document.title is 'Headline.';
comment on column document.lang is 'Language: en, ru or kk.';
comment on column document.published_at is 'When the page says it was published, UTC.';
comment on column document.published_text is 'The publication date as printed or marked up.';
comment on column document.published_method is 'How the date was found: json_ld, meta, selector, time_tag, htmldate, listing, user.';
comment on column document.modified_at is 'When the page says it was last changed, UTC.';
comment on column document.author is 'Author as printed.';
comment on column document.credit is 'Origin the page itself names.';
comment on column document.text is 'The text that all spans point into; offsets are Unicode code points.';
comment on column document.blocks is 'Typed stretches of the text in reading order.';
comment on column document.status is 'ok, empty, needs_js or not_article.';
comment on column document.encoding is 'Character encoding of the page.';
comment on column document.simhash is '64-bit simhash of the normalised text, 16 hex digits.';
comment on column document.parser_version is 'Version of the parser that made the text.';

create table sighting (
    document_id varchar not null,
    capture_id varchar not null,
    recorded_at timestamp not null,
);
comment on table sighting is 'One row per document and capture that showed it: tells which version of a page is the newest.';
comment on column sighting.document_id is 'The document seen.';
comment on column sighting.capture_id is 'The capture it was parsed from.';
comment on column sighting.recorded_at is 'When Esep learned it, UTC.';

create table extraction (
    document_id varchar not null,
    extractor_version varchar not null,
    recorded_at timestamp not null,
    count_quantities integer not null,
    count_claims integer not null,
    issue_ids varchar[] not null,
);
comment on table extraction is
    'One row per document and change of the extractor that read it; the newest row of a document is its current reading.';
comment on column extraction.document_id is 'The document read.';
comment on column extraction.extractor_version is 'Version of the extractor, its vocabulary included.';
comment on column extraction.recorded_at is 'When it was read, UTC.';
comment on column extraction.count_quantities is 'Numbers found in the text.';
comment on column extraction.count_claims is 'Claims made of them.';
comment on column extraction.issue_ids is 'Issues this reading raised.';

create table claim (
    claim_id varchar not null,
    document_id varchar not null,
    capture_id varchar not null,
    source_id varchar not null,
    extractor_version varchar not null,
    lang varchar not null,
    indicator varchar not null,
    activity varchar not null,
    ref_area varchar not null,
    unit_measure varchar not null,
    role varchar not null,
    measure varchar not null,
    price_base varchar not null,
    freq varchar not null,
    time_period varchar not null,
    claim_status varchar not null,
    value double not null,
    value_low double,
    value_high double,
    written_precision double not null,
    hedge varchar not null,
    hedge_text varchar,
    is_cumulative boolean not null,
    conversion_of varchar,
    speaker varchar,
    said_by varchar,
    context varchar not null,
    quote varchar not null,
    span_start integer not null,
    span_end integer not null,
    published_at timestamp,
    recorded_at timestamp not null,
    confidence double not null,
);
comment on table claim is 'One row per figure as one document states it, per extractor version that read it; never edited.';
comment on column claim.claim_id is 'Id of the claim, a hash of its content and of the extractor version.';
comment on column claim.document_id is 'Document that states it.';
comment on column claim.capture_id is 'Capture the document came from.';
comment on column claim.source_id is 'Source that published it.';
comment on column claim.extractor_version is 'Version of the extractor that read it.';
comment on column claim.lang is 'Language of the document.';
comment on column claim.indicator is 'What is measured: code of dim_indicator.';
comment on column claim.activity is 'Branch of the economy: code of dim_activity; _T is the whole.';
comment on column claim.ref_area is 'Area the figure is about: ISO 3166 or 3166-2.';
comment on column claim.unit_measure is 'Unit: ISO 4217, PT percent, X multiple, count:<noun> or a unit name.';
comment on column claim.role is 'level, growth, share or multiple.';
comment on column claim.measure is 'LEVEL, SHARE, INDEX, GROWTH_YOY, GROWTH_AVG or GROWTH_CUM.';
comment on column claim.price_base is 'V current prices, L constant prices, _U unknown.';
comment on column claim.freq is 'A year, S half-year, Q quarter, M month, D day, _U open period.';
comment on column claim.time_period is 'What the figure is about, e.g. 2023, 2023-Q1, 2023-01/2023-06, ../2028.';
comment on column claim.claim_status is 'planned, in_progress, launched, completed, actual or forecast.';
comment on column claim.value is 'Value in units, fully scaled.';
comment on column claim.value_low is 'Lower end of a stated range.';
comment on column claim.value_high is 'Upper end of a stated range.';
comment on column claim.written_precision is 'Place value of the last written significant digit, in units.';
comment on column claim.hedge is 'exact, about, over, nearly, at_least, up_to or under.';
comment on column claim.hedge_text is 'The hedge as written.';
comment on column claim.is_cumulative is 'The figure counts from the start of the period or programme.';
comment on column claim.conversion_of is 'Claim of the same document that this one converts to another currency.';
comment on column claim.speaker is 'Person or body who said it.';
comment on column claim.said_by is 'Another outlet or body that the outlet only relays.';
comment on column claim.context is 'Kind of text block it stands in.';
comment on column claim.quote is 'The words, byte for byte as in the document text.';
comment on column claim.span_start is 'First code point of the quote in the document text.';
comment on column claim.span_end is 'Code point after the quote.';
comment on column claim.published_at is 'When the source said it, UTC.';
comment on column claim.recorded_at is 'When Esep first learned it, UTC.';
comment on column claim.confidence is 'Calibrated probability that the reading is right, 0 to 1.';

create table issue (
    issue_id varchar not null,
    stage varchar not null,
    kind varchar not null,
    source_id varchar,
    url varchar,
    capture_id varchar,
    document_id varchar,
    detail varchar not null,
    quote varchar,
    span_start integer,
    span_end integer,
    recorded_at timestamp not null,
);
comment on table issue is 'One row per thing that could not be read or done, with its reason and place.';
comment on column issue.issue_id is 'Id of the issue, a hash of its content.';
comment on column issue.stage is 'discover, fetch, archive, parse, extract, load or check.';
comment on column issue.kind is 'Short code, e.g. http_404, no_date, quantity_without_indicator.';
comment on column issue.source_id is 'Source concerned.';
comment on column issue.url is 'Address concerned.';
comment on column issue.capture_id is 'Capture concerned.';
comment on column issue.document_id is 'Document concerned.';
comment on column issue.detail is 'What is wrong, in one sentence.';
comment on column issue.quote is 'The words concerned.';
comment on column issue.span_start is 'First code point of the quote in the document text.';
comment on column issue.span_end is 'Code point after the quote.';
comment on column issue.recorded_at is 'When Esep first learned it, UTC.';

create table run (
    run_id varchar not null,
    flow varchar not null,
    started_at timestamp not null,
    finished_at timestamp not null,
    state varchar not null,
    code_version varchar not null,
    config_digest varchar not null,
    count_captures bigint not null,
    count_documents bigint not null,
    count_claims bigint not null,
    count_issues bigint not null,
    detail varchar,
);
comment on table run is 'One row per finished flow run that brought something new or failed.';
comment on column run.run_id is 'Id of the run.';
comment on column run.flow is 'Name of the flow: ingest, backfill, replay, reconcile, publish, notify, load.';
comment on column run.started_at is 'When it began, UTC.';
comment on column run.finished_at is 'When it ended, UTC.';
comment on column run.state is 'completed, completed_with_issues or failed.';
comment on column run.code_version is 'Version of Esep that ran.';
comment on column run.config_digest is 'Digest of the configuration it ran with.';
comment on column run.count_captures is 'New captures.';
comment on column run.count_documents is 'New documents.';
comment on column run.count_claims is 'New claims.';
comment on column run.count_issues is 'New issues.';
comment on column run.detail is 'One line for people.';

create table check_result (
    check_name varchar not null,
    severity varchar not null,
    recorded_at timestamp not null,
    count_failing bigint not null,
    examples json not null,
);
comment on table check_result is 'One row per check and time it ran.';
comment on column check_result.check_name is 'Name of the file in sql/checks, without its ending.';
comment on column check_result.severity is 'error stops a release, warn does not.';
comment on column check_result.recorded_at is 'When it ran, UTC.';
comment on column check_result.count_failing is 'Number of failing rows.';
comment on column check_result.examples is 'The first failing rows, as a JSON list.';

create table judgement (
    judgement_id varchar not null,
    discrepancy_id varchar,
    action varchar not null,
    scope varchar not null,
    scope_value varchar,
    fault varchar,
    reason varchar,
    judged_by varchar not null,
    judged_at timestamp not null,
    muted_until timestamp,
    recorded_at timestamp not null,
);
comment on table judgement is 'One row per decision a person took about a case; a later row overrides an earlier one.';
comment on column judgement.judgement_id is 'Id of the judgement.';
comment on column judgement.discrepancy_id is 'The case judged; empty when the scope is wider than one case.';
comment on column judgement.action is 'acknowledge, explain, accept, mute, unmute, resolve or reopen.';
comment on column judgement.scope is 'What it holds for: case, cell, series, source or kind.';
comment on column judgement.scope_value is 'Id of the cell, series or source, or the kind; empty for one case.';
comment on column judgement.fault is 'Which side is at fault: one, other, both or none.';
comment on column judgement.reason is 'Why, in the words of the person.';
comment on column judgement.judged_by is 'Who.';
comment on column judgement.judged_at is 'When, UTC.';
comment on column judgement.muted_until is 'Until when the case is muted, UTC.';
comment on column judgement.recorded_at is 'When Esep learned it, UTC.';

create table delivery (
    delivery_id varchar not null,
    notice_id varchar not null,
    discrepancy_ids varchar[] not null,
    route varchar not null,
    channel varchar not null,
    state varchar not null,
    title varchar,
    body varchar,
    detail varchar,
    recorded_at timestamp not null,
);
comment on table delivery is 'One row per change of state of a notice on its way to one channel: the ledger that keeps it from being sent twice.';
comment on column delivery.delivery_id is 'Id of the notice on this channel, the same in all its rows.';
comment on column delivery.notice_id is 'Id of the notice: a hash of what it tells and of the change that caused it.';
comment on column delivery.discrepancy_ids is 'Cases it tells about; a digest holds several.';
comment on column delivery.route is 'Alert rule that sent it.';
comment on column delivery.channel is 'Name of the channel; addresses and tokens are never stored.';
comment on column delivery.state is 'prepared, sending, sent, failed, given_up or withheld.';
comment on column delivery.title is 'Title of the notice, in its first row.';
comment on column delivery.body is 'Text of the notice, in its first row.';
comment on column delivery.detail is 'Why it failed or was withheld.';
comment on column delivery.recorded_at is 'When the state was entered, UTC.';

create table source (
    source_id varchar not null,
    publisher varchar not null,
    tier varchar not null,
    kind varchar not null,
    homepage varchar not null,
    hosts varchar[] not null,
    languages varchar[] not null,
    timezone varchar not null,
    names varchar[] not null,
    schedule varchar not null,
    pages_per_day double,
    is_enabled boolean not null,
);
comment on table source is 'One row per configured source, as of the newest configuration.';
comment on column source.source_id is 'Name of its file in config/sources.';
comment on column source.publisher is 'Name for people.';
comment on column source.tier is 'official, agency, outlet, tabloid or aggregator.';
comment on column source.kind is 'pages, rates or statistics.';
comment on column source.homepage is 'Address of its front page.';
comment on column source.hosts is 'Host names it is read from.';
comment on column source.languages is 'Languages it publishes in.';
comment on column source.timezone is 'IANA zone of its printed times.';
comment on column source.names is 'Names other texts call it by.';
comment on column source.schedule is 'When it is read: cron, in its time zone.';
comment on column source.pages_per_day is 'Pages it is expected to publish in a day.';
comment on column source.is_enabled is 'Whether it is read at all.';

create table code_item (
    code_list varchar not null,
    code varchar not null,
    parent varchar,
    name_en varchar,
    name_ru varchar,
    name_kk varchar,
    attributes json not null,
);
comment on table code_item is 'One row per code of a code list (indicator, activity, ref_area), as of the newest configuration.';
comment on column code_item.code_list is 'indicator, activity or ref_area.';
comment on column code_item.code is 'The code, as claims use it.';
comment on column code_item.parent is 'The code that holds it, where the list is a tree.';
comment on column code_item.name_en is 'English name.';
comment on column code_item.name_ru is 'Russian name.';
comment on column code_item.name_kk is 'Kazakh name.';
comment on column code_item.attributes is 'The other keys of its entry.';

create table setting (
    file varchar not null,
    key varchar not null,
    value json,
);
comment on table setting is 'One row per value in config/tolerances.yml and config/alerts.yml, as of the newest configuration.';
comment on column setting.file is 'Name of the file, without its ending.';
comment on column setting.key is 'Path to the value, joined by dots.';
comment on column setting.value is 'The value.';

create table rate (
    rate_period varchar not null,
    unit_measure varchar not null,
    kzt_per_unit double not null,
    kzt_low double,
    kzt_high double,
    provenance varchar not null,
);
comment on table rate is 'One row per currency and day, month or year: its price in tenge.';
comment on column rate.rate_period is 'Day 2023-08-01, month 2023-08 or year 2023.';
comment on column rate.unit_measure is 'The currency, ISO 4217.';
comment on column rate.kzt_per_unit is 'Tenge for one unit: the average of the period, or the rate of the day.';
comment on column rate.kzt_low is 'Lowest rate in the period, where known.';
comment on column rate.kzt_high is 'Highest rate in the period, where known.';
comment on column rate.provenance is 'Where the figure is from and how sure it is.';
