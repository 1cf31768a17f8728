-- one row per open case, worst first, with every side that has a quote
select
    one.severity_class,
    format(
        '{} · {} · {} · {}', one.kind, replace(one.indicator, '_', ' '), replace(one.activity, '_', ' '), one.time_period
    ) as what,
    one.arithmetic,
    list_filter(
        [
            {
                'quote': suspect.quote,
                'publisher': suspect.publisher,
                'url': suspect.url,
                'published': strftime(suspect.published_at, '%Y-%m-%d'),
            },
            {
                'quote': witness.quote,
                'publisher': witness.publisher,
                'url': witness.url,
                'published': strftime(witness.published_at, '%Y-%m-%d'),
            },
        ],
        lambda side: side.quote is not null
    ) as sides,
from fct_discrepancy as one
left join fct_claim as suspect on suspect.claim_id = one.suspect_claim_id
left join fct_claim as witness on witness.claim_id = one.witness_claim_id
where one.state in ('open', 'confirmed', 'reopened', 'acknowledged')
order by one.severity desc, one.discrepancy_id;
