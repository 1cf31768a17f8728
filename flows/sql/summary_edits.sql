-- one row per figure changed inside a page that was edited without a word: as seen before and after
select
    format(
        '{} · {} · {}', replace(silent.indicator, '_', ' '), replace(silent.activity, '_', ' '), silent.time_period
    ) as what,
    silent.quote_before as quote_a,
    earlier.publisher as publisher_a,
    silent.canonical_url as url_a,
    strftime(silent.seen_before_at, 'as seen %Y-%m-%d %H:%M') as published_a,
    silent.quote_after as quote_b,
    earlier.publisher as publisher_b,
    silent.canonical_url as url_b,
    strftime(silent.seen_after_at, 'as seen %Y-%m-%d %H:%M') as published_b,
    format('{:,.12g} → {:,.12g}', silent.value_before, silent.value_after) as arithmetic,
from fct_silent_revision as silent
join fct_claim as earlier on earlier.claim_id = silent.claim_id_before
order by what;
