-- one row per decision a person took about a case, or about all cases a rule covers
create view fct_judgement as
select
    judgement_id,
    discrepancy_id,
    action,
    scope,
    scope_value,
    fault,
    reason,
    judged_by,
    judged_at,
    muted_until,
    recorded_at,
from judgement;
comment on view fct_judgement is 'One row per decision a person took about a case, or about all cases a rule covers.';
comment on column fct_judgement.judgement_id is 'Id of the judgement.';
comment on column fct_judgement.discrepancy_id is 'The case judged; empty when the scope is wider than one case.';
comment on column fct_judgement.action is 'acknowledge, explain, accept, mute, unmute, resolve or reopen.';
comment on column fct_judgement.scope is 'What it holds for: case, or rule for all cases about something.';
comment on column fct_judgement.scope_value is 'What the cases of a rule are about, as JSON; empty for one case.';
comment on column fct_judgement.fault is 'Which side is at fault: one, other, both or none.';
comment on column fct_judgement.reason is 'Why, in the words of the person.';
comment on column fct_judgement.judged_by is 'Who.';
comment on column fct_judgement.judged_at is 'When, UTC.';
comment on column fct_judgement.muted_until is 'Until when the case is muted, UTC.';
comment on column fct_judgement.recorded_at is 'When Esep learned it, UTC.';
