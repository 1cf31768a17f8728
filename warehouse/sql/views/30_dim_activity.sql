-- one row per activity code that is configured or used by a claim
create view dim_activity as
select code as activity, * exclude (code_list, code)
from stg_code
where code_list = 'activity';
comment on view dim_activity is 'One row per activity (branch of the economy) that is configured or used by a claim.';
comment on column dim_activity.activity is 'The code, as claims use it.';
comment on column dim_activity.parent is 'The code that holds it, where the list is a tree.';
comment on column dim_activity.name_en is 'English name; made from the code where none is configured.';
comment on column dim_activity.name_ru is 'Russian name.';
comment on column dim_activity.name_kk is 'Kazakh name.';
comment on column dim_activity.attributes is 'The other keys of its entry in the configuration, as JSON.';
comment on column dim_activity.count_claims is 'Claims that use it, all versions counted.';
comment on column dim_activity.is_configured is 'False for a code that left the configuration.';
