-- one row per code of a code list that is configured or used by a claim
create view stg_code as
with used as (
    select code_list, code, count(*) as count_claims
    from (
        select unnest([('indicator', indicator), ('activity', activity), ('ref_area', ref_area)]) as named,
            named[1] as code_list,
            named[2] as code,
        from claim
    )
    group by code_list, code
)

select
    coalesce(configured.code_list, used.code_list) as code_list,
    coalesce(configured.code, used.code) as code,
    configured.parent,
    coalesce(configured.name_en, replace(coalesce(configured.code, used.code), '_', ' ')) as name_en,
    configured.name_ru,
    configured.name_kk,
    configured.attributes,
    coalesce(used.count_claims, 0) as count_claims,
    configured.code is not null as is_configured,
from code_item as configured
full join used on used.code_list = configured.code_list and used.code = configured.code;
comment on view stg_code is 'One row per code of a code list that is configured or used by a claim.';
comment on column stg_code.code_list is 'indicator, activity or ref_area.';
comment on column stg_code.code is 'The code, as claims use it.';
comment on column stg_code.parent is 'The code that holds it, where the list is a tree.';
comment on column stg_code.name_en is 'English name; made from the code where none is configured.';
comment on column stg_code.name_ru is 'Russian name.';
comment on column stg_code.name_kk is 'Kazakh name.';
comment on column stg_code.attributes is 'The other keys of its entry in the configuration, as JSON.';
comment on column stg_code.count_claims is 'Claims that use it, all versions counted.';
comment on column stg_code.is_configured is 'False for a code that left the configuration.';
