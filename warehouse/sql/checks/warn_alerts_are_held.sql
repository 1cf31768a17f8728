-- one row per contradiction that nobody was told of, because more came than the budget of alerts allows
select one.discrepancy_id, one.severity_class, one.kind, held.recorded_at as held_since
from (
    select discrepancy_ids[1] as discrepancy_id, min(recorded_at) as recorded_at
    from delivery
    group by delivery_id, discrepancy_ids[1]
    having arg_max(state, (recorded_at, rowid)) = 'held' and arg_max(detail, (recorded_at, rowid)) = 'budget'
) as held
join discrepancy as one on one.discrepancy_id = held.discrepancy_id
where one.state in ('open', 'confirmed', 'reopened')
qualify row_number() over (partition by one.discrepancy_id order by held.recorded_at) = 1
