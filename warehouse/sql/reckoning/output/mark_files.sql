-- what the claims of a file say about their sources
-- enters claim_mark, charge, source_list; leaves source_mark, identity_suspect

create or replace temp view source_mark as
select s.source_id, s.kind, m.* exclude (source)
from claim_mark as m
join source_list as s using (source);

create or replace temp view identity_suspect as
select s.source_id
from charge as c
join claim_mark as m on m.n = c.suspect
join source_list as s using (source)
where not c.is_across;
