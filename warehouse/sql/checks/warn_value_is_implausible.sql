-- one row per current claim outside the plausible range of its indicator
select
    claim.claim_id,
    claim.indicator,
    claim.value,
    claim.quote,
    indicator.attributes ->> '$.plausible' as plausible,
from stg_claim as claim
join dim_indicator as indicator using (indicator)
where claim.is_current
    and abs(claim.value) not between
        try_cast(indicator.attributes ->> '$.plausible[0]' as double)
        and try_cast(indicator.attributes ->> '$.plausible[1]' as double)
