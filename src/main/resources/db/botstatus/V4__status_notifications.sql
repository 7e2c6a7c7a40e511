-- Status changes that wait to be posted to addresses outside (botstatus.notify): written in the transaction of the change, gone
-- when the target has taken them.

-- One row for each contact and target that ever had one.
create table bot_notification_queue (
    contact_id          text   not null,
    target              text   not null,
    -- How many status changes of this contact the target was told of, or will be: the last one's number.
    sequence            bigint not null,
    -- The one running instance of notify-webhook that empties the queue; null if it is empty.
    process_instance_id text,
    primary key (contact_id, target)
);

create table bot_notification (
    contact_id    text        not null,
    target        text        not null,
    sequence      bigint      not null,
    -- Stays the same however often it is posted.
    id            uuid        not null,
    at            timestamptz not null,
    cause         text        not null,
    status_before text        not null,
    status_after  text        not null,
    reactivate_at timestamptz not null,
    primary key (contact_id, target, sequence)
);
