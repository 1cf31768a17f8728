-- one row per source and block of text with figures that stands word for word on five or more of its pages
-- Computed from what is loaded, never while reading: a page is read the same whichever pages came before it.
create view rpt_repeated_block as
with placed as (
    select
        document.source_id,
        document.canonical_url,
        document.published_at,
        document.text,
        claim.claim_id,
        list_filter(
            document.blocks, lambda block: block."start" <= claim.span_start and claim.span_end <= block."end"
        )[1] as block,
    from stg_claim as claim
    join document on document.document_id = claim.document_id
    where claim.is_current
),

read as (
    select
        placed.* exclude (text, block),
        substring(text, block."start" + 1, block."end" - block."start") as block_text,
    from placed
    where block is not null
)

select
    source_id,
    md5(block_text) as block_hash,
    count(distinct canonical_url) as count_pages,
    min(published_at) as first_published_at,
    max(published_at) as last_published_at,
    block_text,
    list_sort(list(claim_id)) as claim_ids,
from read
group by source_id, block_text
having count(distinct canonical_url) >= 5;
comment on view rpt_repeated_block is 'One row per source and block of text with figures that stands word for word on five or more of its pages: a box, a standing note, the history repeated below each story.';
comment on column rpt_repeated_block.source_id is 'Source whose pages hold it.';
comment on column rpt_repeated_block.block_hash is 'MD5 of the block.';
comment on column rpt_repeated_block.count_pages is 'Pages that hold it now.';
comment on column rpt_repeated_block.first_published_at is 'Oldest of these pages, UTC.';
comment on column rpt_repeated_block.last_published_at is 'Newest of these pages, UTC.';
comment on column rpt_repeated_block.block_text is 'The block.';
comment on column rpt_repeated_block.claim_ids is 'Claims read from it.';
