-- one row per figure that changed inside a page after publication
select
    source_id,
    claim_id_before,
    claim_id_after,
from fct_silent_revision
order by claim_id_after;
