-- one row per pair of claims that were held against each other and do not say the same
select claim_a, claim_b, relation, arithmetic
from fct_claim_pair
where relation not in ('same', 'compatible')
order by claim_a, claim_b;
