-- one row per document_id that stands more than once
select document_id, count(*) as count_rows
from document
group by document_id
having count(*) > 1
