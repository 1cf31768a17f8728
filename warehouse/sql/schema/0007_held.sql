-- one state more of a notice: held back until there is room

comment on column delivery.state is 'held, prepared, sending, sent, failed, given_up or withheld.';
comment on column delivery.detail is 'Why it failed, was held back or withheld.';
