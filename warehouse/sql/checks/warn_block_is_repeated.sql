-- one row per block with figures that stands on many pages of its source: told once, it is counted as often as it stands
select source_id, block_hash, count_pages, len(claim_ids) as count_claims, left(block_text, 200) as block_text
from rpt_repeated_block
