-- How each table is stored, by how it is written to. What was measured is in docs/performance.md.

-- Updated with every reply and every move of a deadline. Room on the page keeps a permit's new row there, without a new entry in any
-- index: with a tenth all of them, so that the fifth of V1 is more than they need. Vacuum comes before a fifth of the table is dead rows, which with a million contacts would be 200,000.
alter table contact_bot set (
    fillfactor = 90,
    autovacuum_vacuum_scale_factor = 0.05,
    autovacuum_analyze_scale_factor = 0.05
);

-- The same for repeats, which move nothing but what no index knows.
alter table bot_hold set (
    fillfactor = 90,
    autovacuum_vacuum_scale_factor = 0.05,
    autovacuum_analyze_scale_factor = 0.05
);

-- Only ever added to, and pruned by age at most: full pages. By default vacuum waits until a fifth of the table is new, which of
-- many millions of rows is late for marking what everybody can see, and then has much to do at once.
alter table bot_event set (
    fillfactor = 100,
    autovacuum_vacuum_insert_scale_factor = 0.02,
    autovacuum_vacuum_scale_factor = 0.05,
    autovacuum_analyze_scale_factor = 0.05
);
alter table bot_message set (
    fillfactor = 100,
    autovacuum_vacuum_insert_scale_factor = 0.02,
    autovacuum_vacuum_scale_factor = 0.05,
    autovacuum_analyze_scale_factor = 0.05
);

-- A queue: a few rows at a time, each soon dead.
alter table bot_notification set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
