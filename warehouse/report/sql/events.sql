-- one row per change of state of a case, in order
select discrepancy_id, state, cause, actor, recorded_at
from discrepancy_event
order by discrepancy_id, recorded_at, event_id;
