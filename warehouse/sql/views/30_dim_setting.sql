-- one row per value of the tolerances and alert rules in force
create view dim_setting as
select
    file,
    key,
    value,
from setting;
comment on view dim_setting is 'One row per value of the tolerances and alert rules in force.';
comment on column dim_setting.file is 'Name of the file, without its ending.';
comment on column dim_setting.key is 'Path to the value, joined by dots.';
comment on column dim_setting.value is 'The value.';
