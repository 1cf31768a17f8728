-- what the last runs settled: voices of the documents at hand, habits of copying, losses of the sources
-- enters claim_interval, copy_habit, copy_evidence, source_weight, input_claim, scope_line, scope_standing, scope_together; leaves the known_ tables

create or replace temp table known_voice as
select distinct document_id, copy_group as voice_id
from claim_interval
where document_id in (select document_id from input_claim);

create or replace temp table known_habit as
select copier, parent, share
from copy_habit;

create or replace temp table known_evidence as
select feature, bin, llr
from copy_evidence;

create or replace temp table known_loss as
select source_id, loss, count_independent as judged
from source_weight;

create or replace temp table known_line as
from scope_line;

create or replace temp table known_standing as
from scope_standing;

create or replace temp table known_together as
from scope_together;
