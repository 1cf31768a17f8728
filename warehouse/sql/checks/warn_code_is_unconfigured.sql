-- one row per code that claims use and the configuration does not hold
select 'indicator' as code_list, indicator as code, count_claims
from dim_indicator
where not is_configured
union all
select 'activity', activity, count_claims
from dim_activity
where not is_configured
union all
select 'ref_area', ref_area, count_claims
from dim_area
where not is_configured
