-- one row per document of the file: the file itself is what was received
insert into capture by name
select distinct on (capture_id)
    capture_id,
    source_id,
    url,
    url as final_url,
    $recorded_at as fetched_at,
    200 as status_code,
    $content_type as content_type,
    'sha256:' || $file_digest as payload_digest,
    $count_bytes as count_bytes,
    $file_name as warc_file,
    0 as warc_offset,
    false as is_revisit,
from loaded_row
anti join capture using (capture_id)
where source_id is not null;
