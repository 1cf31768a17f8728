-- empty stand-ins for what the column form or a folder of it does not bring, and for pairs nobody asked for

create or replace temp table no_series(
    series_key varchar,
    parent_key varchar,
    parts_complete boolean,
    growth_of varchar,
    growth_kind varchar,
    converts_from varchar
);

create or replace temp table no_fx(date date, kzt_per_usd double);

create or replace temp table no_pairs(claim_a bigint, claim_b bigint);

create or replace temp table kin(a integer, b integer, relation varchar, reason varchar);

create or replace temp table input_product(
    kind varchar,
    factor_key varchar,
    base_key varchar,
    result_key varchar,
    scale double
);
