-- one row per vintage: the value its voices hold, each weighed by how well its source did elsewhere
-- enters vote, ballot, cluster, support, verdict, vintage, rival_doubt, source_list, source_loss; leaves source_vote, elected, source_loss
-- one round settles it: a loss is a mistake, and what a mistake is was settled before weights

-- only claims that met another voice are judged; loose words that still fit are no mistake, what may have been a vintage
-- is one as far as it is doubted; what a source copies tells less of it than what it writes
create or replace temp table claim_loss as
select
    t.n,
    r.source,
    if(t.voice = r.document, 1, getvariable('copied_worth')) as worth,
    if(e.vintage is null, coalesce(d.doubt, 1), 0) as loss,
from vote as t
join (select track from vote group by track having count(distinct voice) > 1) as met using (track)
join reading as r using (n)
join verdict as e using (n)
left join cluster as k on k.ballot = t.ballot
left join rival_doubt as d on d.cluster = k.cluster;

-- a partial run keeps the weights it began with
create or replace temp table source_loss as
select
    s.source,
    case when getvariable('is_full') then round(coalesce(sum(j.loss * j.worth), 0), 9) else any_value(k.loss) end as loss,
    case when getvariable('is_full') then round(coalesce(sum(j.worth), 0), 9) else any_value(k.judged) end as judged,
from source_list as s
join source_loss as k using (source)
left join claim_loss as j using (source)
group by s.source;

create or replace temp table source_vote as
with
    shrunk as (
        select
            s.source,
            l.loss,
            l.judged,
            (l.loss + getvariable('prior_count') * s.error_rate) / (l.judged + getvariable('prior_count')) as error_rate,
        from source_list as s
        join source_loss as l using (source)
    )
select
    *,
    least(getvariable('largest'), greatest(getvariable('smallest'), ln((1 - error_rate) / error_rate))) as weight,
from shrunk;

create or replace temp table elected as
with
    cast_vote as (
        select
            t.track,
            e.vintage,
            t.ballot,
            sum(s.weight * t.independence) as weight,
            max(r.published_at) as last_at,
            bool_or(r.is_official and r.hedge = 'none') as is_official,
        from vote as t
        join verdict as e using (n)
        join reading as r using (n)
        join source_vote as s on s.source = t.origin
        where e.vintage is not null
        group by t.track, e.vintage, t.ballot
    ),
    scored as (
        select
            x.track,
            x.vintage,
            x.ballot,
            x.is_official,
            x.last_at,
            round(sum(y.weight * p.mu) + case when x.is_official then getvariable('largest') else 0 end, 6) as score,
            sum(y.weight * p.mu) as held,
        from cast_vote as x
        join support as p on p.candidate = x.ballot
        join cast_vote as y on y.ballot = p.holder and y.track = x.track and y.vintage = x.vintage
        group by x.track, x.vintage, x.ballot, x.is_official, x.last_at
    ),
    total as (select track, vintage, sum(weight) as weight from cast_vote group by track, vintage)
select
    s.track,
    s.vintage,
    arg_max(s.ballot, (s.score, -b.g, b.hedge = 'none', s.last_at, b.v, s.ballot)) as ballot,
    arg_max(s.held, (s.score, -b.g, b.hedge = 'none', s.last_at, b.v, s.ballot)) / any_value(t.weight) as support,
from scored as s
join ballot as b using (ballot)
join total as t on t.track = s.track and t.vintage = s.vintage
group by s.track, s.vintage;
