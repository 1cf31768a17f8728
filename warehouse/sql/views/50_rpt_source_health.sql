-- one row per source: whether it is still read, and read well; days count back from the newest capture of all
create view rpt_source_health as
with horizon as (
    select max(fetched_at) as newest_at
    from capture
    where status_code < 400
),

capture_count as (
    select
        source_id,
        max(fetched_at) filter (status_code < 400) as last_capture_at,
        count(*) filter (status_code >= 400) as count_failed,
        count(*) filter (status_code < 400 and fetched_at > newest_at - interval 7 days) as count_captures_week,
    from capture
    cross join horizon
    group by source_id
),

document_count as (
    select
        source_id,
        count(*) as count_documents,
        count(*) filter (status <> 'ok') as count_unreadable,
        count(*) filter (published_at is null) as count_undated,
        max(published_at) as last_published_at,
        count(distinct canonical_url) filter (published_at > newest_at - interval 7 days) / 7 as pages_per_day,
    from document
    cross join horizon
    group by source_id
),

delay as (
    select
        page.source_id,
        median(date_diff('minute', document.published_at, page.first_seen_at)) / 60 as median_delay_hours,
    from stg_document as page
    join document on document.document_id = page.document_id
    where page.page_version = 1
    group by page.source_id
),

claim_count as (
    select source_id, count(*) as count_claims
    from stg_claim
    where is_current
    group by source_id
),

issue_count as (
    select source_id, count(*) as count_issues
    from fct_issue
    where is_current
    group by source_id
),

edit_count as (
    select source_id, count(*) as count_silent_revisions
    from fct_silent_revision
    group by source_id
)

select
    source.source_id,
    source.publisher,
    source.is_enabled,
    capture_count.last_capture_at,
    document_count.last_published_at,
    coalesce(capture_count.count_captures_week, 0) as count_captures_week,
    coalesce(capture_count.count_failed, 0) as count_failed,
    coalesce(document_count.count_documents, 0) as count_documents,
    coalesce(document_count.count_unreadable, 0) as count_unreadable,
    coalesce(document_count.count_undated, 0) as count_undated,
    coalesce(claim_count.count_claims, 0) as count_claims,
    coalesce(issue_count.count_issues, 0) as count_issues,
    coalesce(edit_count.count_silent_revisions, 0) as count_silent_revisions,
    source.pages_per_day as expected_pages_per_day,
    document_count.pages_per_day,
    delay.median_delay_hours,
    case
        when not source.is_enabled then 'off'
        when capture_count.last_capture_at is null then 'never_read'
        when capture_count.last_capture_at < horizon.newest_at - interval 3 days then 'silent'
        -- Fewer than three pages a week are too few to miss one.
        when source.pages_per_day >= 3 / 7 and coalesce(document_count.pages_per_day, 0) < source.pages_per_day / 3
            then 'few_pages'
        when document_count.count_unreadable > document_count.count_documents / 2 then 'unreadable'
        else 'fine'
    end as health,
from dim_source as source
cross join horizon
left join capture_count on capture_count.source_id = source.source_id
left join document_count on document_count.source_id = source.source_id
left join delay on delay.source_id = source.source_id
left join claim_count on claim_count.source_id = source.source_id
left join issue_count on issue_count.source_id = source.source_id
left join edit_count on edit_count.source_id = source.source_id;
comment on view rpt_source_health is 'One row per source: whether it is still read, and read well. Days count back from the newest capture of all.';
comment on column rpt_source_health.source_id is 'Id of the source.';
comment on column rpt_source_health.publisher is 'Name of the source.';
comment on column rpt_source_health.is_enabled is 'Whether it is read now.';
comment on column rpt_source_health.last_capture_at is 'Newest capture of a page or a file, UTC.';
comment on column rpt_source_health.last_published_at is 'Newest publication date on its pages, UTC.';
comment on column rpt_source_health.count_captures_week is 'Captures of the last seven days, refusals not counted.';
comment on column rpt_source_health.count_failed is 'Captures with an HTTP status of 400 or more.';
comment on column rpt_source_health.count_documents is 'Documents, all versions counted.';
comment on column rpt_source_health.count_unreadable is 'Documents that are empty, need JavaScript or are no article.';
comment on column rpt_source_health.count_undated is 'Documents without a publication date.';
comment on column rpt_source_health.count_claims is 'Current claims.';
comment on column rpt_source_health.count_issues is 'Current issues.';
comment on column rpt_source_health.count_silent_revisions is 'Figures it changed in a page after publication.';
comment on column rpt_source_health.expected_pages_per_day is 'Pages it is expected to publish in a day.';
comment on column rpt_source_health.pages_per_day is 'Pages published a day over the last seven days.';
comment on column rpt_source_health.median_delay_hours is 'Median hours from publication to first capture.';
comment on column rpt_source_health.health is 'fine, off, never_read, silent, few_pages or unreadable.';
