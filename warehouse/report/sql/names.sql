-- one row per code of the code lists, with its names where the configuration gives them
select 'indicator' as code_list, indicator as code, name_en, name_ru, name_kk, from dim_indicator
union all
select 'activity' as code_list, activity as code, name_en, name_ru, name_kk, from dim_activity
union all
select 'ref_area' as code_list, ref_area as code, name_en, name_ru, name_kk, from dim_area
order by code_list, code;
