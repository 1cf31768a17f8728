-- one row per claim of the column form that cannot be read, with the first field that is to blame
-- enters the view raw_claim, source_kind; leaves unread_claim

create or replace temp view unread_claim as
select
    claim_id,
    case
        when claim_id is null or doc_id is null or source_id is null or series_key is null or time_period is null
            or published_at is null
            then {'field': 'its ids, series_key, time_period or published_at', 'text': null}
        when coalesce(source_kind not in (select kind from source_kind), true)
            then {'field': 'source_kind', 'text': source_kind::varchar}
        when coalesce(hedge_class not in ('none', 'gt', 'ge', 'lt', 'le', 'less', 'approx', 'near'), true)
            then {'field': 'hedge_class', 'text': hedge_class::varchar}
        when coalesce(not regexp_full_match(value_str, '[+-]?\d+(\.\d+)?'), true)
            then {'field': 'value_str', 'text': value_str}
        when coalesce(not isfinite(obs_value::double), true) then {'field': 'obs_value', 'text': obs_value::varchar}
        when unit_mult is null then {'field': 'unit_mult', 'text': null}
    end as unread,
from raw_claim
where unread is not null
union all
select claim_id, {'field': 'repeated claim_id', 'text': claim_id::varchar}
from raw_claim
group by claim_id
having count(*) > 1;
