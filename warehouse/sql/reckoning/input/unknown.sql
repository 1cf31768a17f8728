-- nothing is known beforehand: a full run learns who copies whom and how far each source is to be trusted

create or replace temp table known_voice(document_id varchar, voice_id varchar);
create or replace temp table known_habit(copier varchar, parent varchar, share double);
create or replace temp table known_evidence(feature varchar, bin integer, llr double);
create or replace temp table known_loss(source_id varchar, loss double, judged double);
create or replace temp table known_line(series_key varchar, source_id varchar, voices bigint);
create or replace temp table known_standing as from standing limit 0;
create or replace temp table known_together(claim_id varchar, low double, high double, voices double);
create or replace temp table scope_cell(cell_id varchar);
create or replace temp view scope_claim as from claim;
