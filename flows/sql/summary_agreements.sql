-- one row per cell in which independent sources agree: the pair of claims whose wording differs most
with pair as (
    select
        pair.*,
        earlier.indicator,
        earlier.activity,
        earlier.time_period as period,
        earlier.quote as quote_a,
        earlier.publisher as publisher_a,
        earlier.url as url_a,
        earlier.published_at as at_a,
        later.quote as quote_b,
        later.publisher as publisher_b,
        later.url as url_b,
        later.published_at as at_b,
    from fct_claim_pair as pair
    join fct_claim as earlier on earlier.claim_id = pair.claim_a and earlier.is_current
    join fct_claim as later on later.claim_id = pair.claim_b and later.is_current
    where
        pair.relation in ('same', 'compatible')
        and not pair.is_dependent
        and earlier.source_id <> later.source_id
)

select
    format(
        '{}: {} · {} · {}',
        case relation when 'same' then 'the same' else 'compatible, not equal' end,
        replace(indicator, '_', ' '),
        replace(activity, '_', ' '),
        period
    ) as what,
    quote_a,
    publisher_a,
    url_a,
    strftime(at_a, '%Y-%m-%d') as published_a,
    quote_b,
    publisher_b,
    url_b,
    strftime(at_b, '%Y-%m-%d') as published_b,
    arithmetic,
from pair
qualify row_number() over (partition by cell_id order by relation = 'same', agreement, claim_a, claim_b) = 1
order by relation = 'same', agreement, cell_id;
