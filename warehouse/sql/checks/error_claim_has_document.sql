-- one row per claim whose document is not in the warehouse
select claim_id, document_id
from claim
anti join document using (document_id)
