-- one row per source, address and publication date in the file: its rows are the lines of the text
insert into document by name
select
    document_id,
    source_id,
    capture_id,
    canonical_url,
    any_value(coalesce(title, $file_name)) as title,
    any_value(coalesce(lang, 'en')) as lang,
    published_at,
    published_text,
    case when published_at is not null then 'user' end as published_method,
    string_agg(line_quote, chr(10) order by line_number) as text,
    list(
        {
            'kind': 'table_row',
            'start': span_start,
            'end': span_start + length(line_quote),
            'table': 0,
            'is_header': false,
            'cells': []::integer[][],
            'is_linked': false,
            'is_confirmed': null
        }
        order by line_number
    ) as blocks,
    'ok' as status,
    'utf-8' as encoding,
    left(sha256(document_id), 16) as simhash,
    $reader_version as parser_version,
from loaded_row
anti join document using (document_id)
where source_id is not null
group by document_id, source_id, capture_id, canonical_url, published_at, published_text;
