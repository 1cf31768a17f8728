-- one row per pair of sources of which one habitually copies the other
select copier, parent, count_documents, share
from copy_edge
order by copier, share desc, parent;
