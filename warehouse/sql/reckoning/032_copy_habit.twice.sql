-- one row per feature and bin: what it says about copying; and per two sources: how often one passes the other on
-- enters document_pair, source_list, and what the round before left; leaves copy_belief, evidence_worth, source_habit
-- texts in one language that look alike are copies; whether one of the others is (rewritten, or in another language) is
-- weighed with what the round before learnt, and habits and the share of the rewritten are learnt from that in turn

create or replace temp table copy_belief as
select
    m.*,
    case
        when m.is_known then 1.0
        -- a text whose origin is known is no other's copy
        when m.is_settled then 0.0
        else 1 / (1 + exp(-(
            ln(h.share / (1 - h.share)) + if(m.is_same_lang, ln(r.share), 0) + f.llr + t.llr + a.llr
        )))
    end as belief,
from document_kind as m
join source_habit as h using (child_source, parent_source)
join evidence_worth as f on f.feature = 'figures' and f.bin = m.width
join evidence_worth as t on t.feature = 'haste' and t.bin = m.haste
join evidence_worth as a on a.feature = 'naming' and a.bin = m.naming
cross join rewritten_share as r
where getvariable('is_full');

create or replace temp table rewritten_share as
from rewritten_share
where not getvariable('is_full')
union all
select
    round(
        (coalesce(sum(belief * pairs) filter (where not is_known), 0) + k * getvariable('rewritten_share'))
        / (coalesce(sum(belief * pairs), 0) + k),
        9
    ) as share,
from copy_belief
cross join (select getvariable('labelled_prior_count') as k)
where is_same_lang and getvariable('is_full')
group by k
having getvariable('is_full');

create or replace temp table evidence_worth as
with
    feature as (
        select 'figures' as feature, width as bin, * from copy_belief
        union all
        select 'haste', haste, * from copy_belief
        union all
        select 'naming', naming, * from copy_belief
    ),
    labelled as (
        select
            feature,
            bin,
            coalesce(sum(pairs) filter (where is_known and is_same_lang), 0) as copies,
            coalesce(sum(pairs * (1 - belief)) filter (where not is_settled), 0) as others,
        from feature
        group by feature, bin
    ),
    shares as (
        select
            g.feature,
            g.bin,
            (coalesce(l.copies, 0) + 1) / (sum(coalesce(l.copies, 0)) over w + count(*) over w) as copy_share,
            (coalesce(l.others, 0) + 1) / (sum(coalesce(l.others, 0)) over w + count(*) over w) as other_share,
            sum(coalesce(l.copies, 0)) over w as known,
        from feature_grid as g
        left join labelled as l using (feature, bin)
        window w as (partition by g.feature)
    )
from evidence_worth
where not getvariable('is_full')
union all
select
    feature,
    bin,
    round(
        (ln(copy_share / other_share) * known + if(feature = 'figures', bin, 0) * getvariable('labelled_prior_count'))
        / (known + getvariable('labelled_prior_count')),
        9
    ) as llr,
from shares
where getvariable('is_full');

create or replace temp table source_habit as
with
    by_pair as (
        select child_source, parent_source, sum(belief * pairs) as copies, sum(pairs) as chances
        from copy_belief
        group by child_source, parent_source
    ),
    by_child as (
        select
            s.source as child_source,
            (coalesce(sum(p.copies), 0) + 4 * any_value(s.copy_prior)) / (coalesce(sum(p.chances), 0) + 4) as share,
        from source_list as s
        left join by_pair as p on p.child_source = s.source
        group by s.source
    )
from source_habit
where not getvariable('is_full')
union all
select
    p.child_source,
    p.parent_source,
    round((p.copies + 4 * c.share) / (p.chances + 4), 9) as share,
from by_pair as p
join by_child as c using (child_source)
where getvariable('is_full');
