-- one row per source and block of text with figures that stands word for word on five or more of its pages
-- Computed from what is loaded, never while reading: a page is read the same whichever pages came before it.
create view rpt_repeated_block as
with block as (
    select distinct
        document.source_id,
        document.canonical_url,
        document.published_at,
        claim.claim_id,
        lower(trim(
            substring(document.text, spot."start" + 1, spot."end" - spot."start")
        )) as block_text,
    from stg_claim as claim
    join document on document.document_id = claim.document_id
    cross join unnest(
        list_filter(
            document.blocks, lambda block: block."start" <= claim.span_start and claim.span_end <= block."end"
        )
    ) as found (spot)
    where claim.is_current
)

select
    source_id,
    md5(block_text) as block_hash,
    count(distinct canonical_url) as count_pages,
    min(published_at) as first_published_at,
    max(published_at) as last_published_at,
    any_value(block_text) as block_text,
    list_sort(list(distinct claim_id)) as claim_ids,
from block
group by source_id, block_text
having count(distinct canonical_url) >= 5;
comment on view rpt_repeated_block is 'One row per source and block of text with figures that stands word for word on five or more of its pages: a box, a standing note, the history repeated below each story.';
comment on column rpt_repeated_block.source_id is 'Source whose pages hold it.';
comment on column rpt_repeated_block.block_hash is 'MD5 of the block in lower case.';
comment on column rpt_repeated_block.count_pages is 'Pages that hold it now.';
comment on column rpt_repeated_block.first_published_at is 'Oldest of these pages, UTC.';
comment on column rpt_repeated_block.last_published_at is 'Newest of these pages, UTC.';
comment on column rpt_repeated_block.block_text is 'The block, in lower case.';
comment on column rpt_repeated_block.claim_ids is 'Claims read from it.';
