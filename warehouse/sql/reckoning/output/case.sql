-- one row per case in table form, with the state that follows from the figures alone
-- enters case_graded, reading, vintage, verdict; and the tables discrepancy, judgement; leaves next_discrepancy, next_event

create or replace temp table derived_case as
with
    newest as (select track, max(vintage) as vintage, max(starts_at) as starts_at from vintage group by track),
    corrected as (
        -- the source of the suspect figure has since published one that fits
        select c.suspect, min(y.n) as n
        from case_graded as c
        join reading as x on x.n = c.suspect
        join reading as y
            on y.cell = x.cell
            and y.source = x.source
            and y.n > c.members[c.suspects]
            and y.document <> x.document
        join verdict as e on e.n = y.n and e.vintage is not null
        left join verdict as f on f.n = c.suspect
        where f.vintage is null
        group by c.suspect
    ),
    failing as (
        select distinct unnest(members) as n from failed_identity
    ),
    reached as (
        select distinct c.suspect
        from (select suspect, unnest(members) as n from case_graded) as c
        join reading as r using (n)
        where r.is_target
    ),
    located as (
        select
            *,
            kind in ('part_gt_whole', 'sum_parts', 'q_gt_year', 'level_growth', 'share_total', 'count_average', 'fx') as is_identity,
            suspect in (select suspect from charge where is_across) and is_identity as is_across,
        from case_graded
    ),
    -- a case between texts is known by the cells it ties, whichever figure of them is doubted today
    tied as (
        select c.suspect, array_to_string(list_sort(list(distinct n.cell_id)), chr(31)) as cell_ids
        from (select suspect, unnest(members) as n from located where is_across) as c
        join reading as r using (n)
        join cell_name as n on n.cell = r.cell
        group by c.suspect
    )
select
    case
        when c.kind = 'basis' then hashed('case', 'basis' || chr(31) || n.series_key)
        when c.is_across then hashed('case', 'across' || chr(31) || a.cell_ids)
        when c.is_identity or c.kind = 'internal' then hashed('case', v.document_id::varchar || chr(31) || n.cell_id || chr(31) || 'text')
        else hashed('case', n.cell_id || chr(31) || b.v || chr(31) || b.g)
    end as discrepancy_id,
    c.kind,
    case when c.is_identity and not c.is_across then null else n.cell_id end as cell_id,
    case when (c.is_identity or c.kind = 'internal') and not c.is_across then d.document_id::varchar end as document_id,
    n.series_key,
    n.time_period,
    (
        select by_place(list({'place': m.i, 'what': r.claim_id}))
        from (select unnest(c.members) as n, generate_subscripts(c.members, 1) as i) as m
        join reading as r on r.n = m.n
    ) as claim_ids,
    x.claim_id as suspect_claim_id,
    y.claim_id as witness_claim_id,
    case
        when c.kind = 'basis' then 'both'
        when c.is_across then 'claim'
        when c.is_identity or c.kind = 'internal' then 'document'
        when c.suspect_voices >= c.witness_voices then 'both'
        when c.suspects > 1 then 'source'
        else 'claim'
    end as suspect_side,
    c.arithmetic,
    c.gap,
    round(c.severity, 2) as severity,
    c.severity_class,
    case
        when k.n is not null then 'resolved'
        when c.kind <> 'basis' and w.starts_at > c.opened_at and w.vintage > coalesce(e.vintage, 0) then 'superseded'
        when c.suspect_voices + c.witness_voices >= 3 or (c.kind in ('discrepancy', 'scale', 'unit', 'period', 'scope') and f.n is not null)
            then 'confirmed'
        else 'open'
    end as state,
    c.suspect_voices::integer as count_suspect_groups,
    c.witness_voices::integer as count_witness_groups,
    c.opened_at,
from located as c
join reading as x on x.n = c.suspect
join reading as y on y.n = c.witness
join cell_name as n on n.cell = x.cell
join document_list as d on d.document = x.document
left join vote as t on t.n = c.suspect
left join ballot as b on b.ballot = t.ballot
left join document_list as v on v.document = t.voice
left join verdict as e on e.n = c.witness
left join newest as w on w.track = t.track
left join corrected as k on k.suspect = c.suspect
left join tied as a on a.suspect = c.suspect
left join failing as f on f.n = c.suspect
where n.is_target or c.is_across and c.suspect in (select suspect from reached)
qualify row_number() over (partition by discrepancy_id order by c.severity desc, c.suspect) = 1;

-- what a person decided last about a case stands above what follows from the figures; muting stands beside it,
-- until its day or until the case weighs more than it did then
create or replace temp table decided as
select
    discrepancy_id,
    arg_max(action, judged_at) filter (where action not in ('mute', 'unmute')) as action,
    coalesce(arg_max(action, judged_at) filter (where action in ('mute', 'unmute')) = 'mute', false) as is_muted,
    arg_max(muted_until, judged_at) filter (where action = 'mute') as muted_until,
    arg_max(judged_by, judged_at) as judged_by,
from judgement
where discrepancy_id is not null
group by discrepancy_id;

create or replace temp macro rank_of(severity_class) as list_position(['low', 'medium', 'high'], severity_class);

create or replace temp table lost_case as
from discrepancy
where
    discrepancy_id not in (select discrepancy_id from derived_case)
    and (
        getvariable('is_full')
        or coalesce(cell_id, hashed('cell', series_key || chr(31) || time_period)) in (select cell_id from scope_cell)
    );

create or replace temp table next_discrepancy as
select
    c.* replace (
        case
            when j.is_muted
                and coalesce(j.muted_until > getvariable('recorded_at'), true)
                and not coalesce(rank_of(c.severity_class) > rank_of(m.severity_class), false)
                then 'muted'
            when j.action = 'resolve' then 'resolved'
            when j.action = 'explain' then 'explained'
            -- later evidence still settles what was acknowledged, accepted or reopened
            when c.state not in ('open', 'confirmed') then c.state
            when j.action = 'accept' then 'accepted'
            when j.action = 'acknowledge' then 'acknowledged'
            when j.action = 'reopen' and o.state = 'reopened' then 'reopened'
            else c.state
        end as state
    ),
from derived_case as c
left join decided as j using (discrepancy_id)
left join discrepancy as o using (discrepancy_id)
left join (
    select discrepancy_id, arg_max(severity_class, recorded_at) as severity_class
    from discrepancy_event
    where state = 'muted'
    group by discrepancy_id
) as m using (discrepancy_id)
union all
-- cases that no longer follow from the figures stay listed: a later voice or a person explained them
select
    o.* exclude (recorded_at) replace ('explained' as state),
from lost_case as o
where
    getvariable('is_full')
    -- one between several texts is judged anew where all of them are at hand
    or discrepancy_id not in (
        select m.discrepancy_id
        from (select discrepancy_id, unnest(claim_ids) as claim_id from lost_case where document_id is null) as m
        join claim_interval as i using (claim_id)
        where i.cell_id not in (select cell_id from cell)
    );

create or replace temp table next_event as
select
    hashed('event', n.discrepancy_id || chr(31) || n.state || chr(31) || n.severity_class || chr(31) || getvariable('recorded_at'))
        as event_id,
    n.discrepancy_id,
    case when o.state in ('resolved', 'explained', 'superseded') and n.state in ('open', 'confirmed') then 'reopened' else n.state end
        as state,
    case
        when d.is_personal then 'a person decided'
        when o.discrepancy_id is null then 'first seen'
        when n.state = 'confirmed' then 'a third voice or an identity speaks against it'
        when n.state = 'resolved' then 'its source has since published a figure that fits'
        when n.state = 'superseded' then 'a newer vintage made both sides old'
        when n.state = 'explained' then 'the figures no longer contradict each other'
        when n.state = o.state then 'its weight rose'
        else 'the contradiction is back'
    end as cause,
    n.claim_ids,
    n.severity_class,
    getvariable('tolerance_version') as tolerance_version,
    if(d.is_personal, j.judged_by, 'esep') as actor,
    getvariable('recorded_at') as recorded_at,
from next_discrepancy as n
left join discrepancy as o using (discrepancy_id)
left join decided as j using (discrepancy_id)
left join lateral (
    select
        coalesce((n.state, j.action) in (('resolved', 'resolve'), ('explained', 'explain')), false)
        or n.state in ('muted', 'acknowledged', 'accepted') as is_personal,
) as d on true
where
    o.discrepancy_id is null
    or o.state <> n.state
    or rank_of(n.severity_class) > rank_of(o.severity_class);
