-- one row per case: figures that cannot all hold, told once however many repeat them
-- enters fault, cluster, vote, fit, vintage, failed_identity, basis; leaves charge, internal_clash, case_list

-- claims that fit no vintage, as one mistake: a voice with all it says of the value, and the voices that say the same
-- number; voices that wrote other numbers made mistakes of their own
create or replace temp table fault_cluster as
with
    said as (
        select
            f.n,
            f.kind,
            f.cause,
            k.cluster,
            t.track,
            t.voice,
            t.weight * t.independence as weight,
            first_value(r.v) over (partition by k.cluster, t.voice order by r.g, f.n) as number,
            r.ingested_at,
            r.is_official,
            s.kind = 'tabloid' as is_tabloid,
        from fault as f
        join vote as t using (n)
        join cluster as k on k.ballot = t.ballot
        join reading as r using (n)
        join source_list as s using (source)
    )
select
    track,
    cluster,
    number,
    list_mode(list_sort(list(kind))) as kind,
    arg_min(cause, n) as cause,
    list_sort(list(n)) as suspects,
    count(distinct voice) as suspect_voices,
    sum(weight) as suspect_weight,
    min(ingested_at) as suspect_at,
    bool_or(is_official) as is_official,
    bool_and(is_tabloid) as is_tabloid,
from said
group by track, cluster, number;

-- who contradicts it: the claims that hold a vintage and share no value with it
create or replace temp table fault_witness as
select
    c.cluster,
    arg_min(t.n, (x.voice is not null, not r.is_official, r.hedge <> 'none', r.g, t.n)) as witness,
    by_place(list({'place': (x.voice is not null, not r.is_official, t.n), 'what': t.n})) as witnesses,
    count(distinct t.voice) as witness_voices,
    count(distinct t.voice) filter (where x.voice is null) as other_voices,
    sum(t.weight * t.independence) as witness_weight,
    coalesce(min(r.ingested_at) filter (where x.voice is null), min(r.ingested_at)) as witness_at,
    bool_or(r.is_official) as is_official,
from (select distinct track, cluster from fault_cluster) as c
join vote as t using (track)
join fit as f on f.n = t.n and f.cluster = c.cluster and f.pi = 0
join verdict as e on e.n = t.n and e.vintage is not null
join reading as r on r.n = t.n
left join (
    select distinct k.cluster, t.voice
    from cluster as k
    join vote as t on t.ballot = k.ballot
) as x on x.cluster = c.cluster and x.voice = t.voice
group by c.cluster;

-- two figures of one document for one cell
create or replace temp table internal_clash as
select
    x.n as a,
    y.n as b,
    x.document,
    x.cell,
    ln(greatest(i.a, j.a) / least(i.d, j.d)) as gap,
from reading as x
join reading as y on y.document = x.document and y.cell = x.cell and y.n > x.n
join interval as i on i.n = x.n
join interval as j on j.n = y.n
where
    agreement(i.a, i.b, i.c, i.d, x.hedge = 'none', j.a, j.b, j.c, j.d, y.hedge = 'none') = 0
    and least(i.d, j.d) > 0
    and x.is_target;

-- figures whose own text also tells one that holds: whoever else joins in later, the text contradicts itself
create or replace temp table self_denied as
select i.a as n
from internal_clash as i
join verdict as e on e.n = i.b and e.vintage is not null
union
select i.b
from internal_clash as i
join verdict as e on e.n = i.a and e.vintage is not null;

create or replace temp table clash_in_vintage as
select i.*, e.vintage
from internal_clash as i
join verdict as e on e.n = i.a and e.vintage is not null;

-- identities that no case of a cell explains: one row per text, or per culprit where the figures stand in several texts,
-- with all members, the likeliest culprit first
create or replace temp table charge as
with
    listed as (
        select
            row_number() over (order by kind, members) as identity,
            kind,
            members,
            any_value(derived) as derived,
            max(gap) as gap,
            arg_max(arithmetic, (gap, arithmetic)) as arithmetic,
        from failed_identity
        where members[1] > 0
        group by kind, members
    ),
    -- those that fail even with the known mistakes of their text put right
    unmended as (
        select distinct kind, list_transform(members, lambda n: -n) as members
        from failed_identity
        where members[1] < 0
    ),
    member as (
        select
            l.identity,
            l.kind,
            l.gap,
            l.derived,
            l.arithmetic,
            u.kind is not null as is_unmended,
            unnest(l.members) as n,
        from listed as l
        left join unmended as u using (kind, members)
    ),
    judged as (
        select
            m.*,
            r.document,
            v.voice,
            f.n is not null as is_faulty,
            count(distinct m.identity) over (partition by m.n) as failures,
            count(distinct v.voice) over (partition by m.identity) > 1 as is_across,
            -- another voice says the same: the figure is cleared
            coalesce(w.voices, k.voices, 0) > 1 as is_cleared,
        from member as m
        join reading as r using (n)
        join voice as v using (document)
        left join fault as f using (n)
        left join vote as t on t.n = m.n
        left join verdict as e on e.n = m.n
        left join vintage as w on w.track = t.track and w.vintage = e.vintage
        left join known_together as k on k.claim_id = r.claim_id and not r.is_target
    ),
    doubted as (
        select n from outlier
        union
        select unnest([shorter, longer]) from twin
    ),
    explained as (
        select identity
        from judged
        group by identity
        having bool_or(is_faulty and not is_unmended) or bool_or(is_across) and bool_or(n in (from doubted))
    ),
    charged as (
        select
            any_value(is_across) as is_across,
            arg_max(kind, (gap, kind)) as kind,
            max(gap) as gap,
            arg_max(arithmetic, (gap, kind, arithmetic)) as arithmetic,
            arg_min(n, (is_faulty, is_cleared, -failures, n <> derived, n)) as suspect,
            list_distinct(list_sort(list(n))) as members,
        from judged
        where
            identity not in (from explained)
            -- between texts a vintage that nobody told of may stand
            and (not is_across or gap > getvariable('usual_step'))
        group by case when is_across then -identity else voice end
    )
from charged
qualify row_number() over (partition by suspect order by is_across, gap desc, kind, members) = 1;

create or replace temp table case_in_cell as
select
    case
        when c.kind = 'discrepancy' and (w.other_voices = 0 or c.suspects[1] in (from self_denied)) then 'internal'
        else c.kind
    end as kind,
    c.suspects[1] as key,
    c.cause,
    null::varchar as arithmetic,
    null::double as own_gap,
    c.suspects[1] as suspect,
    w.witness,
    c.suspects || w.witnesses[:20] as members,
    len(c.suspects) as suspects,
    c.suspect_voices,
    w.witness_voices,
    least(c.suspect_weight, w.witness_weight) as lighter,
    case
        when c.is_official and w.is_official then 'official'
        when w.is_official or c.is_official then 'official_against_outlet'
        when c.is_tabloid then 'tabloid'
        else 'outlets'
    end as impact,
    greatest(c.suspect_at, w.witness_at) as opened_at,
from fault_cluster as c
join fault_witness as w using (cluster);

create or replace temp table case_in_text as
select
    'internal' as kind,
    arg_min(b, (a, b)) as key,
    null as cause,
    null as arithmetic,
    min(i.gap) as own_gap,
    arg_min(case when x.is_title then a else b end, (a, b)) as suspect,
    arg_min(case when x.is_title then b else a end, (a, b)) as witness,
    list_distinct(list(a) || list(b)) as members,
    1 as suspects,
    1 as suspect_voices,
    1 as witness_voices,
    2.0 as lighter,
    'identity' as impact,
    min(x.ingested_at) as opened_at,
from clash_in_vintage as i
join reading as x on x.n = i.a
join voice as v on v.document = i.document
join verdict as o on o.n = i.b and o.vintage = i.vintage
group by v.voice, i.cell;

create or replace temp table case_in_identity as
select
    c.kind,
    c.suspect as key,
    null as cause,
    c.arithmetic,
    c.gap as own_gap,
    c.suspect,
    list_filter(c.members, lambda x: x <> c.suspect)[1] as witness,
    [c.suspect] || list_filter(c.members, lambda x: x <> c.suspect) as members,
    1 as suspects,
    1 as suspect_voices,
    1 as witness_voices,
    2.0 as lighter,
    'identity' as impact,
    r.ingested_at as opened_at,
from charge as c
join reading as r on r.n = c.suspect;

create or replace temp table case_in_basis as
select
    'basis' as kind,
    b.series as key,
    null as cause,
    'two authorities differ in ' || any_value(b.cells) || ' periods, always on one side' as arithmetic,
    null as own_gap,
    min(t.n) filter (where k.is_second) as suspect,
    min(t.n) filter (where not k.is_second) as witness,
    list(t.n order by t.n) filter (where k.is_second)
    || list(t.n order by t.n) filter (where not k.is_second) as members,
    (count(*) filter (where k.is_second))::integer as suspects,
    (count(distinct t.voice) filter (where k.is_second))::integer as suspect_voices,
    (count(distinct t.voice) filter (where not k.is_second))::integer as witness_voices,
    2.0 as lighter,
    'official' as impact,
    greatest(
        min(r.ingested_at) filter (where k.is_second),
        min(r.ingested_at) filter (where not k.is_second)
    ) as opened_at,
from basis as b
join cell as c on c.series = b.series
join track as k on k.cell = c.cell
join vote as t on t.track = k.track
join reading as r using (n)
where k.line = b.line_b or not k.is_second
group by b.series, b.line_a, b.line_b;

create or replace temp table case_in_twin as
select
    'period' as kind,
    least(t.shorter, t.longer) as key,
    case when t.is_rate then 'average told as total' else 'one figure, two periods' end as cause,
    t.arithmetic,
    t.gap as own_gap,
    case when t.shorter_voices < t.longer_voices then t.shorter else t.longer end as suspect,
    case when t.shorter_voices < t.longer_voices then t.longer else t.shorter end as witness,
    [suspect, witness] as members,
    1 as suspects,
    least(t.shorter_voices, t.longer_voices) as suspect_voices,
    greatest(t.shorter_voices, t.longer_voices) as witness_voices,
    2.0 as lighter,
    'outlets' as impact,
    greatest(x.ingested_at, y.ingested_at) as opened_at,
from twin as t
join reading as x on x.n = t.shorter
join reading as y on y.n = t.longer;

create or replace temp table case_in_history as
select
    o.kind,
    o.n as key,
    'history' as cause,
    o.arithmetic,
    o.distance as own_gap,
    o.n as suspect,
    o.witness,
    [o.n, o.witness] as members,
    1 as suspects,
    1 as suspect_voices,
    1 as witness_voices,
    1.0 as lighter,
    'outlets' as impact,
    greatest(x.ingested_at, y.ingested_at) as opened_at,
from outlier as o
join reading as x on x.n = o.n
join reading as y on y.n = o.witness
where o.n not in (select unnest(members) from charge);

create or replace temp table case_list as
with
    listed as (from case_in_cell union all from case_in_text union all from case_in_identity union all from case_in_basis union all from case_in_twin union all from case_in_history)
select
    l.*,
    r.cell,
    r.document,
    coalesce(l.own_gap, greatest(0, ln(greatest(x.a, y.a) / least(x.d, y.d)))) as gap,
from listed as l
join reading as r on r.n = l.suspect
join interval as x on x.n = l.suspect
join interval as y on y.n = l.witness
where l.own_gap is not null or least(x.d, y.d) > 0;

-- large, and asked by nobody below
drop table fit;
drop table cluster;
drop table internal_clash;
drop table fault_witness;
drop table fault_cluster;
drop table case_in_cell;
