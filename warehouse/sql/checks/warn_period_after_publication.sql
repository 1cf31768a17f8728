-- one row per claim that states as a result what lies wholly in the future of its publication
select claim_id, quote, time_period, claim_status, published_at
from stg_claim
where is_current
    and claim_status in ('actual', 'completed', 'launched')
    and try_cast(left(time_period, 4) as integer) > year(published_at)
