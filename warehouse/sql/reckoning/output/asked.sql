-- pairs were asked for and carry no reasons: what only words them leaves before the answers are written

drop table interval;
drop table vote;
drop table ballot;
drop table verdict;
drop table voice;
drop table claim_mark;
drop table document_list;

-- of the readings only their names are written
create or replace temp table named_reading as select n, claim_id from reading;
drop table reading;
alter table named_reading rename to reading;
