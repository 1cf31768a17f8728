-- one row per claim with a word outside the closed lists that every reader relies on
select claim_id, role, measure, freq, claim_status, hedge, price_base, lang
from claim
where role not in ('level', 'growth', 'share', 'multiple')
    or measure not in ('LEVEL', 'SHARE', 'INDEX', 'GROWTH_YOY', 'GROWTH_AVG', 'GROWTH_CUM')
    or freq not in ('A', 'S', 'Q', 'M', 'W', 'D', '_U')
    or claim_status not in ('planned', 'in_progress', 'launched', 'completed', 'actual', 'forecast')
    or hedge not in ('exact', 'about', 'over', 'nearly', 'at_least', 'up_to', 'under')
    or price_base not in ('V', 'L', '_U')
    or not regexp_full_match(lang, '[a-z]{2}')
    or confidence not between 0 and 1
