-- one row per notice on its way: its newest state, how often it was tried, and what it told of
select
    delivery_id,
    any_value(notice_id) as notice_id,
    any_value(route) as route,
    any_value(channel) as channel,
    any_value(discrepancy_ids) as discrepancy_ids,
    coalesce(max(title), '') as title,
    coalesce(max(body), '') as body,
    arg_max(state, (recorded_at, rowid)) as state,
    arg_max(detail, (recorded_at, rowid)) as detail,
    count(*) filter (where state = 'sending') as count_tries,
    -- what was held back is prepared when its turn has come
    coalesce(min(recorded_at) filter (where state <> 'held'), min(recorded_at)) as prepared_at,
    max(recorded_at) as changed_at,
from delivery
group by delivery_id
order by prepared_at, delivery_id;
