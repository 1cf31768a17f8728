-- one row per source, with the evidence on how faithfully it passes figures on
select
    s.source_id,
    s.publisher,
    s.tier,
    s.kind,
    s.homepage,
    s.languages,
    s.schedule,
    w.count_claims,
    w.count_independent,
    w.reliability,
    w.reliability_low,
    w.reliability_high,
    w.count_scale,
    w.count_unit,
    w.count_period,
    w.count_discrepancy,
    w.count_identity,
    w.count_stale,
    w.share_in_core,
from dim_source as s
left join rpt_source_reliability as w using (source_id)
order by s.publisher, s.source_id;
