-- one row per revision: the figure before and the figure now
select
    format(
        '{}: {} · {} · {}', revision.kind, replace(revision.indicator, '_', ' '),
        replace(revision.activity, '_', ' '), revision.time_period
    ) as what,
    earlier.quote as quote_a,
    earlier.publisher as publisher_a,
    earlier.url as url_a,
    strftime(earlier.published_at, '%Y-%m-%d') as published_a,
    later.quote as quote_b,
    later.publisher as publisher_b,
    later.url as url_b,
    strftime(later.published_at, '%Y-%m-%d') as published_b,
    format(
        '{:,.15g} → {:,.15g} ({:+.1f} %)',
        revision.previous_value, revision.value, 100 * (revision.value / revision.previous_value - 1)
    ) as arithmetic,
from fct_revision as revision
join fct_observation as previous
    on previous.cell_id = revision.cell_id
    and previous.lineage = revision.lineage
    and previous.vintage = revision.vintage - 1
join fct_claim as earlier on earlier.claim_id = previous.claim_id
join fct_claim as later on later.claim_id = revision.claim_id
order by what;
