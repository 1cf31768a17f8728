-- one more cluster in every track that has wordings left: the value most voices hold, and all wordings that hold it
-- enters support, ballot, free_ballot; adds to cluster, takes from free_ballot; repeated until nothing is left

create or replace temp table anchor as
select
    s.track,
    arg_max(
        s.candidate,
        (s.score, b.is_official, b.hedge = 'none', -b.g, b.last_at, b.v, b.ballot)
    ) as ballot,
from (
    select
        p.track,
        p.candidate,
        round(sum(h.weight * case when p.mu = 1 then 1 else p.mu / 2 end), 6) as score,
    from support as p
    join free_ballot as x on x.ballot = p.candidate
    join free_ballot as y on y.ballot = p.holder
    join ballot as h on h.ballot = p.holder
    group by p.track, p.candidate
) as s
join ballot as b on b.ballot = s.candidate
group by s.track;

insert into cluster
select
    a.track,
    a.ballot,
    p.holder,
    p.holder = a.ballot,
from anchor as a
join support as p on p.candidate = a.ballot
join free_ballot as f on f.ballot = p.holder
where p.mu > 0 or p.holder = a.ballot;

delete from free_ballot
where ballot in (select ballot from cluster);
