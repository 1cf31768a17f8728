-- one row per check and time it ran
create view fct_check as
select
    check_name,
    severity,
    recorded_at,
    count_failing,
    examples,
from check_result;
comment on view fct_check is 'One row per check and time it ran.';
comment on column fct_check.check_name is 'Name of the file in sql/checks, without its ending.';
comment on column fct_check.severity is 'error stops a release, warn does not.';
comment on column fct_check.recorded_at is 'When it ran, UTC.';
comment on column fct_check.count_failing is 'Number of failing rows.';
comment on column fct_check.examples is 'The first failing rows, as a JSON list.';
