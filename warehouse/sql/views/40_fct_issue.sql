-- one row per issue: what could not be read or done, and whether that still holds
create view fct_issue as
with raised as (
    select distinct unnest(issue_ids) as issue_id
    from stg_reading
)

select
    issue.issue_id,
    issue.stage,
    issue.kind,
    issue.source_id,
    issue.url,
    issue.capture_id,
    issue.document_id,
    issue.detail,
    issue.quote,
    issue.span_start,
    issue.span_end,
    issue.recorded_at,
    coalesce(page.is_current, true) and (
        raised.issue_id is not null
        or issue.document_id is null
        or issue.stage not in ('extract', 'load')
    ) as is_current,
from issue
left join raised on raised.issue_id = issue.issue_id
left join stg_document as page on page.document_id = issue.document_id;
comment on view fct_issue is 'One row per thing that could not be read or done, with its reason and place.';
comment on column fct_issue.issue_id is 'Id of the issue.';
comment on column fct_issue.stage is 'discover, fetch, archive, parse, extract, load, check.';
comment on column fct_issue.kind is 'Short code of the trouble.';
comment on column fct_issue.source_id is 'Source concerned.';
comment on column fct_issue.url is 'Address concerned.';
comment on column fct_issue.capture_id is 'Capture concerned.';
comment on column fct_issue.document_id is 'Document concerned.';
comment on column fct_issue.detail is 'What is wrong, in one sentence.';
comment on column fct_issue.quote is 'The words concerned.';
comment on column fct_issue.span_start is 'First code point of the quote in the text.';
comment on column fct_issue.span_end is 'Code point after the quote.';
comment on column fct_issue.recorded_at is 'When Esep first met it, UTC.';
comment on column fct_issue.is_current is 'False when a newer reading no longer raises it, or the page shows another text now.';
