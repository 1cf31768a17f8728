-- one row per finished flow run that brought something new or failed
create view fct_run as
select
    run_id,
    flow,
    started_at,
    finished_at,
    state,
    code_version,
    config_digest,
    count_captures,
    count_documents,
    count_claims,
    count_issues,
    detail,
from run;
comment on view fct_run is 'One row per finished flow run that brought something new or failed.';
comment on column fct_run.run_id is 'Id of the run.';
comment on column fct_run.flow is 'Name of the flow: ingest, backfill, replay, reconcile, publish, notify, load.';
comment on column fct_run.started_at is 'When it began, UTC.';
comment on column fct_run.finished_at is 'When it ended, UTC.';
comment on column fct_run.state is 'completed, completed_with_issues or failed.';
comment on column fct_run.code_version is 'Version of Esep that ran.';
comment on column fct_run.config_digest is 'Digest of the configuration it ran with.';
comment on column fct_run.count_captures is 'New captures.';
comment on column fct_run.count_documents is 'New documents.';
comment on column fct_run.count_claims is 'New claims.';
comment on column fct_run.count_issues is 'New issues.';
comment on column fct_run.detail is 'One line for people.';
