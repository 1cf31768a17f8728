-- nothing is known beforehand: a full run learns who copies whom and how far each source is to be trusted

create or replace temp table known_voice(document_id varchar, voice_id varchar);
create or replace temp table known_habit(copier varchar, parent varchar, share double);
create or replace temp table known_evidence(feature varchar, bin integer, llr double);
create or replace temp table known_loss(source_id varchar, loss double, judged double);
create or replace temp table scope_family(indicator varchar, activity varchar);
create or replace temp table scope_document(document_id varchar);
create or replace temp table scope_cell(cell_id varchar);
