-- one row per response as received and archived
create view fct_capture as
select
    capture_id,
    source_id,
    url,
    final_url,
    fetched_at,
    status_code,
    content_type,
    payload_digest,
    count_bytes,
    warc_file,
    warc_offset,
    is_revisit,
    listed_at,
    listed_title,
from capture;
comment on view fct_capture is 'One row per response as received and archived.';
comment on column fct_capture.capture_id is 'Id of the capture.';
comment on column fct_capture.source_id is 'Source that was read.';
comment on column fct_capture.url is 'Address as asked.';
comment on column fct_capture.final_url is 'Address after redirects.';
comment on column fct_capture.fetched_at is 'When the response came, UTC.';
comment on column fct_capture.status_code is 'HTTP status.';
comment on column fct_capture.content_type is 'Content type as the server said it.';
comment on column fct_capture.payload_digest is 'Digest of the decoded body, sha256:<hex>.';
comment on column fct_capture.count_bytes is 'Bytes of the decoded body.';
comment on column fct_capture.warc_file is 'WARC file, relative to the archive folder.';
comment on column fct_capture.warc_offset is 'Byte offset of the record in that file.';
comment on column fct_capture.is_revisit is 'The body equals an earlier capture of the same address.';
comment on column fct_capture.listed_at is 'Publication time given by the feed or listing, UTC.';
comment on column fct_capture.listed_title is 'Title given by the feed or listing.';
