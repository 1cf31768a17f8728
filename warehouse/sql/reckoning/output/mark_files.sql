-- what the claims of a file say about their sources
-- enters claim_mark, charge; leaves source_mark, identity_suspect

create or replace temp view source_mark as from claim_mark;

create or replace temp view identity_suspect as
select m.source_id
from charge as c
join claim_mark as m on m.n = c.suspect
where not c.is_across;
