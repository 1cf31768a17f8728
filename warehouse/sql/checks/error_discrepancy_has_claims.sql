-- one row per case and claim it rests on that the warehouse does not hold
with named as (
    select discrepancy_id, unnest(claim_ids) as claim_id
    from discrepancy
)

select discrepancy_id, claim_id
from named
anti join claim using (claim_id)
