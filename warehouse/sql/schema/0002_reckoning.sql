-- tables of the reckoning: what follows from the claims, rebuilt cell by cell; only events are never rebuilt

create table claim_interval (
    claim_id varchar not null,
    document_id varchar not null,
    source_id varchar not null,
    cell_id varchar not null,
    series_key varchar not null,
    time_period varchar not null,
    support_low double not null,
    core_low double not null,
    core_high double not null,
    support_high double not null,
    granule double not null,
    hedge_class varchar not null,
    lineage varchar not null,
    copy_group varchar not null,
    independence double not null,
    observation_id varchar,
    fault varchar,
    cause varchar,
    loss double,
    is_stale boolean not null,
    is_in_core boolean,
    recorded_at timestamp not null,
);
comment on table claim_interval is 'one row per claim: what its wording asserts and allows, whose voice it is, and what the reckoning made of it';
comment on column claim_interval.claim_id is 'the claim';
comment on column claim_interval.document_id is 'document that states it';
comment on column claim_interval.source_id is 'source that published it';
comment on column claim_interval.cell_id is 'hash of series_key and time_period';
comment on column claim_interval.series_key is 'all dimensions but time_period, joined by dots';
comment on column claim_interval.time_period is 'what the figure is about';
comment on column claim_interval.support_low is 'lowest value a loose but honest writer may mean';
comment on column claim_interval.core_low is 'lowest value the wording asserts';
comment on column claim_interval.core_high is 'highest value the wording asserts';
comment on column claim_interval.support_high is 'highest value a loose but honest writer may mean';
comment on column claim_interval.granule is 'place value of the last written significant digit, in units';
comment on column claim_interval.hedge_class is 'none, gt, ge, lt, le, approx, near, less, range';
comment on column claim_interval.lineage is 'authority whose figure this is; the main one where the text names none';
comment on column claim_interval.copy_group is 'claims with one text as their origin share it';
comment on column claim_interval.independence is 'one over the number of claims of the cell in the same copy group';
comment on column claim_interval.observation_id is 'vintage the claim reports; null when it fits none';
comment on column claim_interval.fault is 'kind of mistake when the claim fits no vintage: scale, unit, period, scope, discrepancy';
comment on column claim_interval.cause is 'short text: what the figure would fit, e.g. the cell or factor';
comment on column claim_interval.loss is '1 for a mistake, 0 for a figure that fits a vintage; null where no other voice speaks';
comment on column claim_interval.is_stale is 'it tells a vintage that had long been replaced';
comment on column claim_interval.is_in_core is 'for hedged claims: the value of its vintage lies inside what the words assert';
comment on column claim_interval.recorded_at is 'when Esep derived the row';

create table claim_pair (
    claim_a varchar not null,
    claim_b varchar not null,
    cell_id varchar not null,
    relation varchar not null,
    agreement double not null,
    is_dependent boolean not null,
    arithmetic varchar not null,
    recorded_at timestamp not null,
);
comment on table claim_pair is 'one row per pair of claims of one cell that were held against each other';
comment on column claim_pair.claim_a is 'the earlier published claim';
comment on column claim_pair.claim_b is 'the later published claim';
comment on column claim_pair.cell_id is 'their cell';
comment on column claim_pair.relation is 'same, compatible, revision, restatement, target_changed, stale, discrepancy, scale, unit, period, scope';
comment on column claim_pair.agreement is 'degree 0 to 1 to which both wordings can hold of one value';
comment on column claim_pair.is_dependent is 'both descend from one original text';
comment on column claim_pair.arithmetic is 'the comparison in one line of text';
comment on column claim_pair.recorded_at is 'when Esep derived the row';

create table observation (
    observation_id varchar not null,
    cell_id varchar not null,
    series_key varchar not null,
    time_period varchar not null,
    lineage varchar not null,
    vintage integer not null,
    kind varchar not null,
    value double not null,
    value_low double not null,
    value_high double not null,
    valid_from timestamp not null,
    valid_to timestamp,
    count_claims integer not null,
    count_independent double not null,
    is_official boolean not null,
    claim_id varchar not null,
    recorded_at timestamp not null,
    superseded_at timestamp,
);
comment on table observation is 'one row per vintage of a cell and lineage, and per version in which Esep held it';
comment on column observation.observation_id is 'hash of cell, lineage and the claim that first reported the vintage';
comment on column observation.cell_id is 'the cell';
comment on column observation.series_key is 'series of the cell';
comment on column observation.time_period is 'what the figure is about';
comment on column observation.lineage is 'authority that stands behind it';
comment on column observation.vintage is '0 for the first release, counting up';
comment on column observation.kind is 'first, revision, restatement, target_changed';
comment on column observation.value is 'value in units: the most precise wording of the winning members';
comment on column observation.value_low is 'lower end of what the members allow';
comment on column observation.value_high is 'upper end of what the members allow';
comment on column observation.valid_from is 'first publication of this vintage';
comment on column observation.valid_to is 'first publication of the next one; null for the newest';
comment on column observation.count_claims is 'claims that report it';
comment on column observation.count_independent is 'independent voices among them';
comment on column observation.is_official is 'an authority published it itself';
comment on column observation.claim_id is 'claim that gives the value';
comment on column observation.recorded_at is 'when Esep first held this row';
comment on column observation.superseded_at is 'when Esep replaced it; null while it holds';

create table consensus (
    cell_id varchar not null,
    series_key varchar not null,
    time_period varchar not null,
    lineage varchar not null,
    value double not null,
    value_low double not null,
    value_high double not null,
    second_opinion double,
    support double not null,
    count_claims integer not null,
    count_independent double not null,
    obs_status varchar not null,
    observation_id varchar not null,
    method varchar not null,
    recorded_at timestamp not null,
    superseded_at timestamp,
);
comment on table consensus is 'one row per cell and basis, and per version in which Esep held it: the current best value';
comment on column consensus.cell_id is 'the cell';
comment on column consensus.series_key is 'series of the cell';
comment on column consensus.time_period is 'what the figure is about';
comment on column consensus.lineage is 'authority whose basis the value follows';
comment on column consensus.value is 'best value in units';
comment on column consensus.value_low is 'lower end of the interval';
comment on column consensus.value_high is 'upper end of the interval';
comment on column consensus.second_opinion is 'weighted median by CRH with absolute loss, from the same vintage';
comment on column consensus.support is 'share of independent weight that holds the value';
comment on column consensus.count_claims is 'claims of the newest vintage';
comment on column consensus.count_independent is 'independent voices among them';
comment on column consensus.obs_status is 'A normal, P first print, B restated, D bases differ, F plan or target, U single weak source, V not validated';
comment on column consensus.observation_id is 'vintage it stands on';
comment on column consensus.method is 'how the value was found';
comment on column consensus.recorded_at is 'when Esep first held this row';
comment on column consensus.superseded_at is 'when Esep replaced it; null while it holds';

create table discrepancy (
    discrepancy_id varchar not null,
    kind varchar not null,
    cell_id varchar,
    document_id varchar,
    series_key varchar not null,
    time_period varchar not null,
    claim_ids varchar[] not null,
    suspect_claim_id varchar not null,
    witness_claim_id varchar,
    suspect_side varchar not null,
    arithmetic varchar not null,
    gap double not null,
    severity double not null,
    severity_class varchar not null,
    state varchar not null,
    count_suspect_groups integer not null,
    count_witness_groups integer not null,
    opened_at timestamp not null,
    recorded_at timestamp not null,
);
comment on table discrepancy is 'one row per case: figures that cannot all hold, told once however many repeat them';
comment on column discrepancy.discrepancy_id is 'hash of the cell or document, the kind and the value clusters in conflict';
comment on column discrepancy.kind is 'discrepancy, scale, unit, period, scope, basis, internal, part_gt_whole, sum_parts, level_growth, q_gt_year, fx, plausibility';
comment on column discrepancy.cell_id is 'cell in which values differ; null for an identity across cells';
comment on column discrepancy.document_id is 'document inside which an identity fails; null for a cell';
comment on column discrepancy.series_key is 'series of the suspect claim';
comment on column discrepancy.time_period is 'period of the suspect claim';
comment on column discrepancy.claim_ids is 'all claims concerned, the suspect side first';
comment on column discrepancy.suspect_claim_id is 'claim most likely wrong';
comment on column discrepancy.witness_claim_id is 'claim that contradicts it best';
comment on column discrepancy.suspect_side is 'claim, document, source or both: where the fault most likely lies';
comment on column discrepancy.arithmetic is 'the contradiction in one line of text';
comment on column discrepancy.gap is 'log of the ratio of the nearest ends of the supports';
comment on column discrepancy.severity is '0 to 100';
comment on column discrepancy.severity_class is 'low, medium, high';
comment on column discrepancy.state is 'open, confirmed, explained, superseded, resolved, muted: the newest event';
comment on column discrepancy.count_suspect_groups is 'independent voices on the suspect side';
comment on column discrepancy.count_witness_groups is 'independent voices on the other side';
comment on column discrepancy.opened_at is 'when both sides were known';
comment on column discrepancy.recorded_at is 'when Esep last derived the row';

create table discrepancy_event (
    event_id varchar not null,
    discrepancy_id varchar not null,
    state varchar not null,
    cause varchar not null,
    claim_ids varchar[] not null,
    severity_class varchar not null,
    tolerance_version varchar not null,
    actor varchar not null,
    recorded_at timestamp not null,
);
comment on table discrepancy_event is 'one row per change of state of a case; append-only';
comment on column discrepancy_event.event_id is 'hash of the case, the state, the cause and the time';
comment on column discrepancy_event.discrepancy_id is 'the case';
comment on column discrepancy_event.state is 'open, confirmed, explained, superseded, resolved, reopened, withdrawn, muted';
comment on column discrepancy_event.cause is 'what moved it, in words';
comment on column discrepancy_event.claim_ids is 'claims that moved it';
comment on column discrepancy_event.severity_class is 'severity at that moment';
comment on column discrepancy_event.tolerance_version is 'digest of the tolerances in force';
comment on column discrepancy_event.actor is 'esep, or the person who decided';
comment on column discrepancy_event.recorded_at is 'when it was recorded';

create table source_weight (
    source_id varchar not null,
    kind varchar not null,
    count_claims integer not null,
    count_independent double not null,
    loss double not null,
    error_rate double not null,
    reliability double not null,
    reliability_low double not null,
    reliability_high double not null,
    weight double not null,
    count_scale integer not null,
    count_unit integer not null,
    count_period integer not null,
    count_discrepancy integer not null,
    count_identity integer not null,
    count_stale integer not null,
    share_in_core double,
    recorded_at timestamp not null,
);
comment on table source_weight is 'one row per source: how faithfully it passes figures on, with its evidence';
comment on column source_weight.source_id is 'the source';
comment on column source_weight.kind is 'authority, agency, outlet, tabloid, aggregator';
comment on column source_weight.count_claims is 'its claims in the reckoning';
comment on column source_weight.count_independent is 'its claims that copy nobody and met another voice';
comment on column source_weight.loss is 'mistakes among these, weighed by independence';
comment on column source_weight.error_rate is 'loss shrunk towards the rate of its kind';
comment on column source_weight.reliability is 'one minus error_rate';
comment on column source_weight.reliability_low is 'lower end of the 90 % interval';
comment on column source_weight.reliability_high is 'upper end of the 90 % interval';
comment on column source_weight.weight is 'log odds that weigh its vote';
comment on column source_weight.count_scale is 'slips by a power of ten';
comment on column source_weight.count_unit is 'currency or index mistaken for another unit';
comment on column source_weight.count_period is 'figures of another period';
comment on column source_weight.count_discrepancy is 'other wrong values';
comment on column source_weight.count_identity is 'figures that break an identity in their own document';
comment on column source_weight.count_stale is 'old vintages told after the newer one was public';
comment on column source_weight.share_in_core is 'share of its hedged figures whose vintage lies inside what the words assert';
comment on column source_weight.recorded_at is 'when Esep derived the row';

create table copy_edge (
    copier varchar not null,
    parent varchar not null,
    count_documents integer not null,
    share double not null,
    recorded_at timestamp not null,
);
comment on table copy_edge is 'one row per pair of sources of which one habitually copies the other';
comment on column copy_edge.copier is 'source that copies';
comment on column copy_edge.parent is 'source it copies';
comment on column copy_edge.count_documents is 'documents copied';
comment on column copy_edge.share is 'share of the copier''s documents';
comment on column copy_edge.recorded_at is 'when Esep derived the row';

create table copy_habit (
    copier varchar not null,
    parent varchar not null,
    share double not null,
    recorded_at timestamp not null,
);
comment on table copy_habit is 'one row per pair of sources: how often one copies the other where it could, as last learnt by a full run';
comment on column copy_habit.copier is 'source that may copy';
comment on column copy_habit.parent is 'source it may copy';
comment on column copy_habit.share is 'share of the documents with a candidate, shrunk to the habit of the copier';
comment on column copy_habit.recorded_at is 'when Esep derived the row';

create table copy_evidence (
    feature varchar not null,
    bin integer not null,
    llr double not null,
    recorded_at timestamp not null,
);
comment on table copy_evidence is 'one row per feature and bin: what it says about copying, as last learnt by a full run';
comment on column copy_evidence.feature is 'figures (what two documents share) or haste (how soon one follows)';
comment on column copy_evidence.bin is 'bin of the feature';
comment on column copy_evidence.llr is 'log likelihood ratio of a copy against independent documents';
comment on column copy_evidence.recorded_at is 'when Esep derived the row';
