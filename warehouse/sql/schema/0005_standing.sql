-- what a partial run of the reckoning needs to know of the cells it does not look at

alter table claim_interval add column authority varchar;
comment on column claim_interval.authority is 'authority whose figure the text says it is; null where neither it nor its origin names one';

create table standing (
    cell_id varchar not null,
    series_key varchar not null,
    lineage varchar not null,
    is_second boolean not null,
    vintage integer not null,
    starts_at timestamp not null,
    ends_at timestamp,
    claim_id varchar not null,
    claims bigint not null,
    voices bigint not null,
    is_official boolean not null,
    weight double not null,
    odds double not null,
    is_main boolean not null,
    recorded_at timestamp not null,
);
comment on table standing is 'one row per vintage of a cell and lineage: the wording that stands for it, and what spoke for it';
comment on column standing.cell_id is 'the cell';
comment on column standing.series_key is 'series of the cell';
comment on column standing.lineage is 'authority that stands behind it';
comment on column standing.is_second is 'the authority keeps apart from the main one of the series';
comment on column standing.vintage is '0 for the first release, counting up';
comment on column standing.starts_at is 'when it was first asserted, by the authority where it spoke itself';
comment on column standing.ends_at is 'start of the next one; null for the newest';
comment on column standing.claim_id is 'first claim with the wording most voices hold';
comment on column standing.claims is 'claims that hold it';
comment on column standing.voices is 'independent voices among them';
comment on column standing.is_official is 'an authority published it itself';
comment on column standing.weight is 'weight of its voices';
comment on column standing.odds is 'log odds that it is a vintage rather than a mistake';
comment on column standing.is_main is 'the value most weight stands behind: a vintage whatever the odds';
comment on column standing.recorded_at is 'when Esep derived the row';

create table identity_failure (
    document_id varchar not null,
    kind varchar not null,
    claim_ids varchar[] not null,
    cell_ids varchar[] not null,
    arithmetic varchar not null,
    recorded_at timestamp not null,
);
comment on table identity_failure is 'one row per arithmetic relation between figures of one document that cannot hold, whether or not it became a case';
comment on column identity_failure.document_id is 'document that states the figures';
comment on column identity_failure.kind is 'part_gt_whole, sum_parts, q_gt_year, level_growth, fx';
comment on column identity_failure.claim_ids is 'its members';
comment on column identity_failure.cell_ids is 'their cells';
comment on column identity_failure.arithmetic is 'the relation in one line of text';
comment on column identity_failure.recorded_at is 'when Esep derived the row';
