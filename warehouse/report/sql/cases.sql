-- one row per case, the gravest first
select
    discrepancy_id,
    kind,
    cell_id,
    document_id,
    series_key,
    time_period,
    claim_ids,
    suspect_claim_id,
    witness_claim_id,
    suspect_side,
    arithmetic,
    severity,
    severity_class,
    state,
    count_suspect_groups,
    count_witness_groups,
    opened_at,
from fct_discrepancy
order by severity desc, discrepancy_id;
