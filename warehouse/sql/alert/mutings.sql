-- one row per muting by rule that people set and did not take back: what it covers, until when, why, who
select
    scope_value,
    arg_max_null(muted_until, judged_at) as muted_until,
    arg_max(reason, judged_at) as reason,
    arg_max(judged_by, judged_at) as judged_by,
from judgement
where scope = 'rule'
group by scope_value
having arg_max(action, judged_at) = 'mute'
order by scope_value;
