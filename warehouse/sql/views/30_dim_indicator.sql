-- one row per indicator code that is configured or used by a claim
create view dim_indicator as
select code as indicator, * exclude (code_list, code)
from stg_code
where code_list = 'indicator';
comment on view dim_indicator is 'One row per indicator (what is measured) that is configured or used by a claim.';
comment on column dim_indicator.indicator is 'The code, as claims use it.';
comment on column dim_indicator.parent is 'The code that holds it, where the list is a tree.';
comment on column dim_indicator.name_en is 'English name; made from the code where none is configured.';
comment on column dim_indicator.name_ru is 'Russian name.';
comment on column dim_indicator.name_kk is 'Kazakh name.';
comment on column dim_indicator.attributes is 'The other keys of its entry in the configuration, as JSON.';
comment on column dim_indicator.count_claims is 'Claims that use it, all versions counted.';
comment on column dim_indicator.is_configured is 'False for a code that left the configuration.';
