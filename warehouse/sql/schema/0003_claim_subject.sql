-- a claim may be about one plant, make or model within its series

alter table claim add column subject varchar;
comment on column claim.subject is 'what the figure is confined to within its series: a plant, a make, a model; empty for the whole';
