-- one row per document of the file
insert into sighting by name
select distinct document_id, capture_id, $recorded_at as recorded_at
from loaded_row
anti join sighting using (document_id, capture_id)
where source_id is not null;
