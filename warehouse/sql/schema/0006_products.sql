-- two identities more: a share of a total, an average over a count

comment on column discrepancy.kind is 'discrepancy, scale, unit, period, scope, basis, internal, part_gt_whole, sum_parts, level_growth, q_gt_year, share_total, count_average, fx, plausibility';
comment on column identity_failure.kind is 'part_gt_whole, sum_parts, q_gt_year, level_growth, share_total, count_average, fx';
