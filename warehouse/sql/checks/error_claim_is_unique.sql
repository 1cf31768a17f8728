-- one row per claim_id that stands more than once
select claim_id, count(*) as count_rows
from claim
group by claim_id
having count(*) > 1
