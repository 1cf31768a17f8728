-- one row per document: the earlier document whose text it passes on, if any, and the voice both belong to
-- enters reading, interval, document_list, source_list; leaves said, document_pair, copy_of, source_edge, voice
-- log odds that one document copies another: habit of the source, rare strings and hedges in common, nothing of its own

create or replace temp table said as
select
    r.document,
    r.cell,
    round(abs(r.v) / r.g)::bigint as sig,
    min(case r.hedge when 'near' then 'approx' when 'ge' then 'gt' else r.hedge end) as hedge,
    any_value(r.source) as source,
    any_value(d.published_at) as published_at,
    any_value(d.kind) as kind,
from reading as r
join document_list as d using (document)
where r.is_target
group by r.document, r.cell, sig;

-- how common each wording is: what two texts share by chance
create or replace temp table worded_share as
select replace(feature, 'worded ', '') as hedge, llr as share
from known_evidence
where feature like 'worded %'
union all
select hedge, count(*) / sum(count(*)) over () as share
from said
where getvariable('is_full')
group by hedge;

-- documents whose voice is not settled yet: all of them in a full run
create or replace temp table fresh_document as
select document
from document_list
where document_id::varchar not in (select document_id from known_voice);

create or replace temp table document_pair as
with
    sig_count as (select cell, sig, count(distinct source) as sources from said group by cell, sig),
    cell_count as (select cell, count(distinct source) as sources from said group by cell),
    hedge_share as (select hedge, share from worded_share),
    scored as (
        select
            s.*,
            n.sources as same_sources,
            c.sources as all_sources,
            h.share as hedge_share,
        from said as s
        join sig_count as n using (cell, sig)
        join cell_count as c using (cell)
        join hedge_share as h using (hedge)
    ),
    cell_pair as (
        select
            x.document as child,
            y.document as parent,
            x.cell,
            max(
                case
                    when x.sig = y.sig then ln(
                        getvariable('same_string_given_copy')
                        / (greatest(x.same_sources - 2 + 0.35, 0.1) / greatest(x.all_sources - 1, 1))
                    ) + case
                        when x.hedge = y.hedge then ln(getvariable('same_hedge_given_copy') / x.hedge_share)
                        else ln((1 - getvariable('same_hedge_given_copy')) / (1 - x.hedge_share))
                    end
                    else ln(1 - getvariable('same_string_given_copy'))
                        - ln(1 - least(0.95, greatest(x.same_sources - 1 + 0.35, 0.1) / greatest(x.all_sources - 1, 1)))
                end
            ) as llr,
            bool_or(x.sig = y.sig) as is_same,
        from scored as x
        join scored as y
            on x.cell = y.cell
            and y.document < x.document
            and x.source <> y.source
            and x.published_at - y.published_at <= to_hours(getvariable('window_hours')::integer)
        where
            x.kind <> 'authority'
            and y.kind <> 'authority'
            and x.document in (select document from fresh_document)
        group by x.document, y.document, x.cell
    ),
    own as (select document, count(distinct cell) as cells from said group by document)
select
    p.child,
    p.parent,
    x.source as child_source,
    y.source as parent_source,
    bit_count(xor(x.simhash, y.simhash)) <= getvariable('text_distance') as is_same_text,
    coalesce(x.credit_source = o.source_id, false) as is_credited,
    x.lang = y.lang as is_same_lang,
    sum(p.llr)
    + count(*) * ln(getvariable('contained_given_copy') / getvariable('contained_given_rewrite'))
    + (any_value(o.cells) - count(*))
    * ln((1 - getvariable('contained_given_copy')) / (1 - getvariable('contained_given_rewrite'))) as log_ratio,
    greatest(-6, least(12, round(log_ratio)))::integer as width,
    greatest(0, least(8, ceil(log2(1 + epoch(x.published_at - y.published_at) / 1800))))::integer as haste,
from cell_pair as p
join own as o on o.document = p.child
join document_list as x on x.document = p.child
join document_list as y on y.document = p.parent
join source_list as o on o.source = y.source
group by p.child, p.parent, x.source, y.source, x.simhash, y.simhash, x.lang, y.lang, x.published_at, y.published_at, x.credit_source,
    o.source_id
having bool_or(p.is_same);

-- what shared figures and haste are worth, learnt where texts in one language tell copies from others;
-- rewritten copies hide among the others and are taken out of them in their share
create or replace temp table evidence_worth as
with
    feature as (
        select 'figures' as feature, width as bin, is_same_text from document_pair where is_same_lang
        union all
        select 'haste', haste, is_same_text from document_pair where is_same_lang
    ),
    labelled as (
        select
            feature,
            bin,
            count(*) filter (where is_same_text) as copies,
            greatest(
                0,
                count(*) filter (where not is_same_text)
                - copies * getvariable('rewritten_share') / (1 - getvariable('rewritten_share'))
            ) as others,
        from feature
        group by feature, bin
    ),
    grid as (
        select 'figures' as feature, unnest(generate_series(-6, 12))::integer as bin
        union all
        select 'haste', unnest(generate_series(0, 8))::integer
    ),
    shares as (
        select
            g.feature,
            g.bin,
            (coalesce(l.copies, 0) + 1) / (sum(coalesce(l.copies, 0)) over w + count(*) over w) as copy_share,
            (coalesce(l.others, 0) + 1) / (sum(coalesce(l.others, 0)) over w + count(*) over w) as other_share,
            sum(coalesce(l.copies, 0)) over w as known,
        from grid as g
        left join labelled as l using (feature, bin)
        window w as (partition by g.feature)
    )
select feature, bin, llr
from known_evidence
union all
select
    feature,
    bin,
    (
        ln(copy_share / other_share) * known
        + case feature when 'figures' then bin else 0 end * getvariable('labelled_prior_count')
    ) / (known + getvariable('labelled_prior_count')) as llr,
from shares
where getvariable('is_full');

-- habit: of the documents for which a source could have copied another in its own language, the share whose texts
-- are alike, shrunk to the habit of the source, that to its kind
create or replace temp table source_habit as
with
    chance as (
        select
            child_source,
            parent_source,
            child,
            bool_or(is_same_text)::integer as copies,
            case when bool_or(is_same_text) then 1.0 else 1 - getvariable('rewritten_share') end as chances,
        from document_pair
        where is_same_lang
        group by child_source, parent_source, child
    ),
    by_child as (
        select
            s.source as child_source,
            (coalesce(sum(c.copies), 0) + 4 * any_value(s.copy_prior)) / (coalesce(sum(c.chances), 0) + 4) as share,
        from source_list as s
        left join (
            select child_source, child, max(copies) as copies, arg_max(chances, copies) as chances
            from chance
            group by child_source, child
        ) as c on c.child_source = s.source
        group by s.source
    ),
    by_pair as (
        select child_source, parent_source, sum(copies) as copies, sum(chances) as chances
        from chance
        group by child_source, parent_source
    )
select
    p.child_source,
    p.parent_source,
    coalesce(h.share, (coalesce(c.copies, 0) + 4 * b.share) / (coalesce(c.chances, 0) + 4)) as share,
from (select distinct child_source, parent_source from document_pair) as p
join by_child as b using (child_source)
left join by_pair as c using (child_source, parent_source)
join source_list as x on x.source = p.child_source
join source_list as y on y.source = p.parent_source
left join known_habit as h on h.copier = x.source_id and h.parent = y.source_id;

create or replace temp table copy_odds as
select
    p.child,
    p.parent,
    ln(h.share / (1 - h.share)) + case
        -- near-identical texts and credit lines leave no doubt
        when p.is_same_text or p.is_credited then 12
        else f.llr + t.llr + case when p.is_same_lang then ln(getvariable('rewritten_share')) else 0 end
    end as odds,
from document_pair as p
join source_habit as h using (child_source, parent_source)
join evidence_worth as f on f.feature = 'figures' and f.bin = p.width
join evidence_worth as t on t.feature = 'haste' and t.bin = p.haste;

-- first each document by itself, then each among the voices so found: a voice told by several copies speaks louder
create or replace temp table copy_of as
select child, arg_max(parent, (odds, -parent)) as parent
from copy_odds
where odds > getvariable('threshold')
group by child;

create or replace temp macro voices() as table
with recursive
    settled as (
        select d.document, coalesce(o.document, min(d.document) over (partition by k.voice_id)) as voice
        from document_list as d
        join known_voice as k on k.document_id = d.document_id::varchar
        left join document_list as o on o.document_id::varchar = k.voice_id
    ),
    up(document, root, depth) as (
        select d.document, coalesce(c.parent, s.voice, d.document), 0
        from document_list as d
        left join copy_of as c on c.child = d.document
        left join settled as s on s.document = d.document
        union all
        select u.document, c.parent, u.depth + 1
        from up as u
        join (from copy_of union all select document, voice from settled where voice <> document) as c on c.child = u.root
        where u.depth < 20
    )
select document, arg_max(root, depth) as voice
from up
group by document;

create or replace temp table voice as from voices();

create or replace temp table copy_of as
with
    by_voice as (
        select o.child, v.voice, sum(exp(o.odds)) as weight, arg_max(o.parent, (o.odds, -o.parent)) as parent
        from copy_odds as o
        join voice as v on v.document = o.parent
        group by o.child, v.voice
    ),
    -- versions of one page are one voice
    version as (
        select y.document as child, min(x.document) as parent
        from document_list as y
        join document_list as x on x.document_key = y.document_key and x.document < y.document
        group by y.document
    )
from version
union all
select child, arg_max(parent, (weight, -parent)) as parent
from by_voice
where child not in (select child from version)
group by child
having ln(max(weight)) > getvariable('threshold');

create or replace temp table voice as from voices();

create or replace temp table source_edge as
select
    x.source as copier,
    y.source as parent,
    count(*) as documents,
    count(*) / any_value(t.documents) as share,
from copy_of as c
join document_list as x on x.document = c.child
join document_list as y on y.document = c.parent
join (select source, count(*) as documents from document_list group by source) as t on t.source = x.source
group by x.source, y.source
having count(*) >= getvariable('edge_documents') and share >= getvariable('edge_share');

-- large, and asked by nobody below
drop table said;
drop table document_pair;
drop table copy_odds;
drop table copy_of;
