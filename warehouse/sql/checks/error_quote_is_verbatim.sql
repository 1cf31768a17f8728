-- one row per claim whose quote is not, letter for letter, what its document says at that place
select
    claim.claim_id,
    claim.document_id,
    claim.quote,
    substring(document.text, claim.span_start + 1, claim.span_end - claim.span_start) as found,
from claim
join document using (document_id)
where claim.quote is distinct from substring(document.text, claim.span_start + 1, claim.span_end - claim.span_start)
    or claim.span_start < 0
    or claim.span_end <= claim.span_start
