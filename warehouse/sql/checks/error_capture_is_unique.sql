-- one row per capture_id that stands more than once
select capture_id, count(*) as count_rows
from capture
group by capture_id
having count(*) > 1
