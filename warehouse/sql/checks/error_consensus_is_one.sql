-- one row per cell and lineage with more than one consensus that still holds
select cell_id, lineage, count(*) as count_rows
from consensus
where superseded_at is null
group by cell_id, lineage
having count(*) > 1
