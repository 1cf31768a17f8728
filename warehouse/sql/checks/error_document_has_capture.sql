-- one row per document whose capture is not in the warehouse: it could not be proved nor replayed
select document_id, capture_id, canonical_url
from document
anti join capture using (capture_id)
