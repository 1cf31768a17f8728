-- one row per claim whose value is infinite or not a number, or whose range is upside down
select claim_id, value, value_low, value_high, quote
from claim
where not isfinite(value)
    or not isfinite(coalesce(value_low, 0))
    or not isfinite(coalesce(value_high, 0))
    or value_low > value_high
    or not isfinite(written_precision)
