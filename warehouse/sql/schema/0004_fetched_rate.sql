-- one column more: the capture of a rate that was fetched; empty for the rates of the configuration
alter table rate add column capture_id varchar;
comment on column rate.capture_id is 'The capture it was read from; empty for a rate of config/rates.csv.';
