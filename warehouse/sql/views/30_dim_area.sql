-- one row per ref_area code that is configured or used by a claim
create view dim_area as
select code as ref_area, * exclude (code_list, code)
from stg_code
where code_list = 'ref_area';
comment on view dim_area is 'One row per ref_area (part of the world) that is configured or used by a claim.';
comment on column dim_area.ref_area is 'The code, as claims use it.';
comment on column dim_area.parent is 'The code that holds it, where the list is a tree.';
comment on column dim_area.name_en is 'English name; made from the code where none is configured.';
comment on column dim_area.name_ru is 'Russian name.';
comment on column dim_area.name_kk is 'Kazakh name.';
comment on column dim_area.attributes is 'The other keys of its entry in the configuration, as JSON.';
comment on column dim_area.count_claims is 'Claims that use it, all versions counted.';
comment on column dim_area.is_configured is 'False for a code that left the configuration.';
