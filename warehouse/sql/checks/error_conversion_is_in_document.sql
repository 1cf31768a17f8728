-- one row per claim that converts a figure its own document does not hold
select claim.claim_id, claim.conversion_of, claim.document_id
from claim
anti join claim as original
    on original.claim_id = claim.conversion_of
    and original.document_id = claim.document_id
where claim.conversion_of is not null
