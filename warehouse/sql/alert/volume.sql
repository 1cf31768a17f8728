-- one row: the claims of fresh pages that came in since an instant
select count(*) as count_claims
from claim
where recorded_at > $since and recorded_at <= published_at + to_days($backfill_days);
