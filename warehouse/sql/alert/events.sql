-- one row per change of state of one case
select recorded_at, state, actor, cause, severity_class
from discrepancy_event
where discrepancy_id = $discrepancy_id
order by recorded_at, event_id;
