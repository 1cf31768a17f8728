-- one row per source that is meant to be read and is not read well
select source_id, health, last_capture_at, pages_per_day, expected_pages_per_day
from rpt_source_health
where health not in ('fine', 'off')
