-- pairs were asked for and carry no reasons: what only words them leaves before the answers are written

drop table interval;
drop table vote;
drop table ballot;
drop table verdict;
drop table voice;
drop table claim_mark;
drop table document_list;
