-- one row per two documents of which the later may have copied the earlier: what they share, counted figure by figure
-- enters reading, document_list, source_list; leaves document_pair, copy_rate, worded_share
-- a headline is held against a headline, a body against a body: a copy passes both on

create or replace temp table said as
select
    r.document,
    r.cell,
    r.is_title,
    round(abs(r.v) / r.g)::bigint as sig,
    min(case r.hedge when 'near' then 'approx' when 'ge' then 'gt' else r.hedge end) as hedge,
    any_value(r.source) as source,
    any_value(d.published_at) as published_at,
    any_value(d.kind) = 'authority' as is_official,
    any_value(d.simhash) as simhash,
    any_value(p.source) as credited,
from reading as r
join document_list as d using (document)
left join source_list as p on p.source_id = d.credit_source
where r.is_target
group by r.document, r.cell, r.is_title, sig;

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
    scored as (
        select
            s.*,
            n.sources as same_sources,
            c.sources as all_sources,
            h.share as hedge_share,
        from said as s
        join sig_count as n using (cell, sig)
        join cell_count as c using (cell)
        join worded_share as h using (hedge)
    ),
    -- what the figure says if it is the same, and what if it is another one, before the habits of copies are known
    figure_pair as (
        select
            x.document as child,
            y.document as parent,
            x.cell,
            x.is_title,
            bool_or(x.sig = y.sig) as is_same,
            bool_or(x.sig = y.sig and x.hedge = y.hedge) as is_same_hedge,
            max(
                if(
                    x.sig = y.sig,
                    -ln(greatest(x.same_sources - 2 + 0.35, 0.1) / greatest(x.all_sources - 1, 1))
                    - ln(if(x.hedge = y.hedge, x.hedge_share, 1 - x.hedge_share)),
                    null
                )
            ) as rarity,
            max(-ln(1 - least(0.95, greatest(x.same_sources - 1 + 0.35, 0.1) / greatest(x.all_sources - 1, 1)))) as rarity_of_another,
        from scored as x
        join scored as y
            on x.cell = y.cell
            and x.is_title = y.is_title
            and y.document < x.document
            and x.source <> y.source
            and x.published_at - y.published_at <= to_hours(getvariable('window_hours')::integer)
            -- all tell an authority's figures: only its very text, or its name below, makes a copy
            and (
                not y.is_official
                or x.credited = y.source
                or bit_count(xor(x.simhash, y.simhash)) <= getvariable('text_distance')
            )
        where not x.is_official and x.document in (select document from fresh_document)
        group by x.document, y.document, x.cell, x.is_title
    ),
    shared as (
        select
            child,
            parent,
            count(*)::usmallint as figures,
            count(*) filter (where is_same)::usmallint as same,
            count(*) filter (where is_same_hedge)::usmallint as same_hedge,
            sum(if(is_same, rarity, rarity_of_another))::float as rarity,
        from figure_pair
        group by child, parent
        having same > 0
    ),
    own as (select document, count(distinct (cell, is_title)) as figures from said group by document),
    named as (select document, max(attributed_to) as attributed_to from reading group by document)
select
    p.*,
    (c.figures - p.figures)::usmallint as added,
    (o.figures - p.figures)::usmallint as dropped,
    x.source as child_source,
    y.source as parent_source,
    bit_count(xor(x.simhash, y.simhash)) <= getvariable('text_distance') as is_same_text,
    coalesce(x.credit_source = s.source_id, false) as is_credited,
    x.lang = y.lang as is_same_lang,
    greatest(0, least(8, ceil(log2(1 + epoch(x.published_at - y.published_at) / 1800))))::utinyint as haste,
    -- the authority the texts name: the same, none, left out, added, another
    case
        when m.attributed_to = n.attributed_to then 0
        when m.attributed_to is null and n.attributed_to is null then 1
        when m.attributed_to is null then 2
        when n.attributed_to is null then 3
        else 4
    end::utinyint as naming,
    bool_or(is_same_text or is_credited) over (partition by p.child) as is_settled,
from shared as p
join own as c on c.document = p.child
join own as o on o.document = p.parent
join document_list as x on x.document = p.child
join document_list as y on y.document = p.parent
join source_list as s on s.source = y.source
join named as m on m.document = p.child
join named as n on n.document = p.parent;

-- how faithful copies are, learnt where texts in one language tell copies from others
create or replace temp table copy_rate as
with
    labelled as (
        select *, is_same_text as is_copy
        from document_pair
        where is_same_lang and (is_same_text or not is_settled) and not is_credited
    ),
    counted as (
        select
            is_copy,
            sum(same) as same,
            sum(figures) as figures,
            sum(same_hedge) as same_hedge,
            sum(added) as added,
            sum(dropped) as dropped,
        from labelled
        group by is_copy
    ),
    known as (
        select
            getvariable('labelled_prior_count') as k,
            coalesce(max(same) filter (where is_copy), 0) as same,
            coalesce(max(same_hedge) filter (where is_copy), 0) as same_hedge,
            coalesce(max(figures) filter (where is_copy), 0) as figures,
            coalesce(max(added) filter (where is_copy), 0) as added,
            coalesce(max(dropped) filter (where is_copy), 0) as dropped,
            coalesce(max(figures) filter (where not is_copy), 0) as other_figures,
            coalesce(max(added) filter (where not is_copy), 0) as other_added,
            coalesce(max(dropped) filter (where not is_copy), 0) as other_dropped,
        from counted
    )
select replace(feature, 'rate ', '') as rate, llr as share
from known_evidence
where feature like 'rate %'
union all
unpivot (
    select
        (same + k * getvariable('same_string_given_copy')) / (figures + k) as same,
        (same_hedge + k * getvariable('same_hedge_given_copy')) / (same + k) as same_hedge,
        (figures + k * getvariable('contained_given_copy')) / (figures + added + k) as contained,
        (other_figures + k * getvariable('contained_given_other')) / (other_figures + other_added + k) as other_contained,
        (figures + k * getvariable('kept_by_copy')) / (figures + dropped + k) as kept,
        (other_figures + k * getvariable('kept_by_other')) / (other_figures + other_dropped + k) as other_kept,
    from known
    -- a warehouse last reckoned by an older Esep knows none
    where getvariable('is_full') or not exists (from known_evidence where feature like 'rate %')
) on columns(*) into name rate value share;

create or replace temp macro rated(name) as (select share from copy_rate where rate = name);

-- all that two documents share and do not share, as one log ratio of a copy against a text of its own
create or replace temp table document_pair as
select
    child,
    parent,
    child_source,
    parent_source,
    is_same_text,
    is_credited,
    is_same_lang,
    is_settled,
    haste,
    naming,
    greatest(-10, least(14, round(
        rarity
        + same * ln(rated('same'))
        + (figures - same) * ln(1 - rated('same'))
        + same_hedge * ln(rated('same_hedge'))
        + (same - same_hedge) * ln(1 - rated('same_hedge'))
        + figures * ln(rated('contained') / rated('other_contained'))
        + added * ln((1 - rated('contained')) / (1 - rated('other_contained')))
        + figures * ln(rated('kept') / rated('other_kept'))
        + dropped * ln((1 - rated('kept')) / (1 - rated('other_kept')))
    )))::tinyint as width,
from document_pair;

-- large, and asked by nobody below
drop table said;
drop table fresh_document;
