-- The event logs of Sisk.Sse. Run it in the database, or let the package do so at the first use (PostgreSqlEventStreamOptions.CreateSchema).
-- "sisk_sse" stands for the name of the schema. Running it again changes nothing.
CREATE SCHEMA IF NOT EXISTS "sisk_sse";

-- One row for each log. Epochs are 'epoch:after,epoch:after', latest first. 'gone' has the names of epochs that no client can resume from any more.
CREATE TABLE IF NOT EXISTS "sisk_sse".log (
    name text PRIMARY KEY,
    sequence bigint NOT NULL,
    epochs text NOT NULL,
    gone text NOT NULL,
    writer text NOT NULL,
    expires timestamptz NOT NULL DEFAULT 'infinity'
);

-- One row for each batch, with the sequence of its last event.
CREATE TABLE IF NOT EXISTS "sisk_sse".entry (
    log text NOT NULL,
    last bigint NOT NULL,
    at timestamptz NOT NULL,
    events bytea NOT NULL,
    PRIMARY KEY (log, last)
);

-- The last batch of each writer, by which a repeated batch is recognized.
CREATE TABLE IF NOT EXISTS "sisk_sse".producer (
    log text NOT NULL,
    producer text NOT NULL,
    number bigint NOT NULL,
    epoch text NOT NULL,
    first bigint NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (log, producer)
);

-- One row for each run of a resumable pull stream, and one for each event that is kept of it. All of it expires.
CREATE TABLE IF NOT EXISTS "sisk_sse".run (
    id text PRIMARY KEY,
    header text NOT NULL,
    last bigint NOT NULL,
    ending text,
    stopped boolean NOT NULL DEFAULT false,
    alive_until timestamptz NOT NULL,
    seen bigint,
    seen_until timestamptz,
    expires timestamptz NOT NULL
);
CREATE TABLE IF NOT EXISTS "sisk_sse".run_event (
    run text NOT NULL,
    place bigint NOT NULL,
    event bytea NOT NULL,
    PRIMARY KEY (run, place)
);

-- The connections of each server. They are published again after a crash, so they need no log of their own.
CREATE UNLOGGED TABLE IF NOT EXISTS "sisk_sse".server (
    server text PRIMARY KEY,
    renewed timestamptz NOT NULL,
    lifetime interval NOT NULL
);
CREATE UNLOGGED TABLE IF NOT EXISTS "sisk_sse".connections (
    server text NOT NULL,
    name text NOT NULL,
    count integer NOT NULL,
    PRIMARY KEY (name, server)
);
CREATE INDEX IF NOT EXISTS connections_of_server ON "sisk_sse".connections (server);

-- One row. An unlogged table is empty after each crash, of the server or of one session, after each restore of a backup or a snapshot of the
-- disk, and on a replica that is promoted: whenever commits may have been lost.
CREATE UNLOGGED TABLE IF NOT EXISTS "sisk_sse".incarnation (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    id uuid NOT NULL DEFAULT gen_random_uuid()
);

-- Identifies the database that accepts writes, as long as it cannot have lost commits. The time of the start also tells a folder that was
-- copied after a shutdown, and xmin a row that came back from a dump.
CREATE OR REPLACE FUNCTION "sisk_sse".writer() RETURNS text LANGUAGE plpgsql VOLATILE AS $body$
DECLARE
    writer text;
BEGIN
    LOOP
        SELECT i.id || ' ' || i.xmin || ' ' || extract(epoch FROM pg_postmaster_start_time()) INTO writer FROM "sisk_sse".incarnation i;
        IF FOUND THEN
            RETURN writer;
        END IF;
        INSERT INTO "sisk_sse".incarnation DEFAULT VALUES ON CONFLICT DO NOTHING;
    END LOOP;
END
$body$;

-- Returns true if the log has lost events up to a place that was seen or acknowledged. That includes an epoch that the log never had.
CREATE OR REPLACE FUNCTION "sisk_sse".is_lost(epochs text, gone text, sequence bigint, epoch text, seen bigint) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE AS $body$
DECLARE
    known text;
    last bigint := sequence;
BEGIN
    IF epoch = '' OR seen = 0 THEN
        RETURN false;
    END IF;
    FOREACH known IN ARRAY string_to_array(epochs, ',') LOOP
        IF split_part(known, ':', 1) = epoch THEN
            RETURN seen > last;
        END IF;
        last := least(last, split_part(known, ':', 2)::bigint);
    END LOOP;
    RETURN position(epoch IN gone) = 0;
END
$body$;

-- Adds epochs to those that are gone. Keeps the latest 93.
CREATE OR REPLACE FUNCTION "sisk_sse".forget(gone text, VARIADIC names text[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $body$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY names LOOP
        name := split_part(name, ':', 1);
        IF name <> '' AND position(name IN gone) = 0 THEN
            gone := name || ',' || gone;
        END IF;
    END LOOP;
    RETURN left(gone, 1023);
END
$body$;

-- Locks the row of a log, creates it if necessary, and begins an epoch after a loss. The lock orders the batches of all servers: it is held
-- until the commit, so the order of sequences is the order of commits. Entries after the sequence are those of a row that was lost, or that
-- is now an earlier one of a backup. They would take the places of the next batches.
CREATE OR REPLACE FUNCTION "sisk_sse".settle(
    log_name text, new_epoch text, seen_epoch text, seen bigint, other_epoch text, other bigint, OUT state "sisk_sse".log, OUT previous text)
LANGUAGE plpgsql AS $body$
BEGIN
    SELECT * INTO state FROM "sisk_sse".log WHERE name = log_name FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO "sisk_sse".log (name, sequence, epochs, gone, writer)
        VALUES (log_name, 0, new_epoch || ':0', "sisk_sse".forget('', seen_epoch, other_epoch), "sisk_sse".writer())
        ON CONFLICT DO NOTHING;
        IF FOUND THEN
            DELETE FROM "sisk_sse".producer p WHERE p.log = log_name;
        END IF;
        SELECT * INTO state FROM "sisk_sse".log WHERE name = log_name FOR UPDATE;
    END IF;
    DELETE FROM "sisk_sse".entry e WHERE e.log = log_name AND e.last > state.sequence;
    previous := split_part(state.epochs, ':', 1);
    IF "sisk_sse".is_lost(state.epochs, state.gone, state.sequence, seen_epoch, seen)
        OR "sisk_sse".is_lost(state.epochs, state.gone, state.sequence, other_epoch, other) THEN
        state.gone := "sisk_sse".forget(state.gone, VARIADIC string_to_array(state.epochs, ',') || ARRAY[seen_epoch, other_epoch]);
        state.epochs := new_epoch || ':' || state.sequence;
        previous := '-';
        UPDATE "sisk_sse".log SET epochs = state.epochs, gone = state.gone WHERE name = log_name;
    END IF;
END
$body$;

-- Appends a batch once, even if it is sent several times, and tells the servers. Returns the epoch and the sequence of its first event.
CREATE OR REPLACE FUNCTION "sisk_sse".append(
    log_name text, writer_name text, batch bigint, event_count integer, batch_events bytea, new_epoch text, seen_epoch text, seen bigint,
    acknowledged_epoch text, acknowledged bigint, oldest bigint, min_events integer, lifetime interval, producer_lifetime interval,
    channel text, max_message integer, OUT epoch text, OUT first bigint)
LANGUAGE plpgsql AS $body$
DECLARE
    settled record;
    state "sisk_sse".log;
    message text;
    now_writing text := "sisk_sse".writer();
    now timestamptz;
BEGIN
    SELECT * INTO settled FROM "sisk_sse".settle(log_name, new_epoch, seen_epoch, seen, acknowledged_epoch, acknowledged);
    state := settled.state;

    -- Times have the order of the places, which only the lock gives.
    now := clock_timestamp();
    SELECT p.epoch, p.first INTO epoch, first FROM "sisk_sse".producer p WHERE p.log = log_name AND p.producer = writer_name AND p.number >= batch;
    IF FOUND THEN
        RETURN;
    END IF;

    -- Another primary, or one that has started again, may have lost the latest events, so it begins a new epoch.
    IF state.writer <> now_writing AND split_part(state.epochs, ':', 1) <> new_epoch THEN
        state.epochs := new_epoch || ':' || state.sequence || ',' || state.epochs;
        IF length(state.epochs) > 1024 THEN
            state.gone := "sisk_sse".forget(state.gone, regexp_replace(state.epochs, '^.*,', ''));
            state.epochs := regexp_replace(state.epochs, ',[^,]*$', '');
        END IF;
    END IF;

    epoch := split_part(state.epochs, ':', 1);
    first := state.sequence + 1;
    UPDATE "sisk_sse".log
    SET sequence = state.sequence + event_count, epochs = state.epochs, gone = state.gone, writer = now_writing, expires = now + lifetime
    WHERE name = log_name;
    INSERT INTO "sisk_sse".entry (log, last, at, events) VALUES (log_name, state.sequence + event_count, now, batch_events);
    INSERT INTO "sisk_sse".producer (log, producer, number, epoch, first, at) VALUES (log_name, writer_name, batch, epoch, first, now)
    ON CONFLICT (log, producer) DO UPDATE SET number = excluded.number, epoch = excluded.epoch, first = excluded.first, at = excluded.at;

    -- Maintenance, once in 64 events.
    IF first / 64 <> (state.sequence + event_count + 1) / 64 THEN
        DELETE FROM "sisk_sse".entry e WHERE e.log = log_name AND e.last < least(oldest, state.sequence + event_count - min_events + 1);
        DELETE FROM "sisk_sse".producer p WHERE p.log = log_name AND p.at < now - producer_lifetime;
    END IF;

    -- A message has less than 8,000 bytes. Servers read what is larger.
    message := settled.previous || ' ' || epoch || ' ' || first || ' ' || event_count || ' ';
    IF octet_length(batch_events) <= max_message THEN
        message := message || encode(batch_events, 'base64');
    END IF;
    PERFORM pg_notify(channel, message);
END
$body$;

-- Removes the events of logs that nobody has appended to for their lifetime, and runs that have expired. Each is one statement, because others
-- expire between two. What is locked is in use, or is being removed. A log expires once, since looking for its events may read all others.
CREATE OR REPLACE FUNCTION "sisk_sse".expire() RETURNS void LANGUAGE sql AS $body$
    WITH expired AS (
        UPDATE "sisk_sse".log SET expires = 'infinity'
        WHERE name IN (SELECT name FROM "sisk_sse".log WHERE expires < clock_timestamp() FOR UPDATE SKIP LOCKED) RETURNING name
    )
    DELETE FROM "sisk_sse".entry WHERE log IN (SELECT name FROM expired);
    WITH expired AS (
        DELETE FROM "sisk_sse".run WHERE id IN (SELECT id FROM "sisk_sse".run WHERE expires < clock_timestamp() FOR UPDATE SKIP LOCKED) RETURNING id
    )
    DELETE FROM "sisk_sse".run_event WHERE run IN (SELECT id FROM expired);
$body$;

-- Adds events to a run, which begins with the first call, renews its lifetime, and tells its followers. Events that it has already are left out,
-- and those before a gap are removed. Returns how far a client of another server is, and whether the run was asked to stop.
CREATE OR REPLACE FUNCTION "sisk_sse".write_run(
    run_id text, run_header text, first_position bigint, events bytea[], run_end text, max_events integer, oldest bigint,
    lifetime interval, alive interval, channel text, OUT furthest bigint, OUT is_stopped boolean)
LANGUAGE plpgsql AS $body$
DECLARE
    now timestamptz := clock_timestamp();
    known bigint;
    latest bigint;
    gone bigint;
BEGIN
    SELECT r.last INTO known FROM "sisk_sse".run r WHERE r.id = run_id AND r.expires > now FOR UPDATE;
    IF NOT FOUND THEN
        -- It reads all runs, so the more there are, the more rarely. An index would slow each write, which renews the time of expiry.
        IF random() * (SELECT reltuples FROM pg_class WHERE oid = $name$"sisk_sse".run$name$::regclass) < 1000 THEN
            PERFORM "sisk_sse".expire();
        END IF;
        INSERT INTO "sisk_sse".run (id, header, last, alive_until, expires) VALUES (run_id, run_header, 0, now + alive, now + lifetime)
        ON CONFLICT DO NOTHING;
        SELECT r.last INTO known FROM "sisk_sse".run r WHERE r.id = run_id FOR UPDATE;
    END IF;
    latest := greatest(known, first_position + cardinality(events) - 1);
    INSERT INTO "sisk_sse".run_event (run, place, event)
    SELECT run_id, first_position + n - 1, e FROM unnest(events) WITH ORDINALITY AS added (e, n) WHERE first_position + n - 1 > known;
    gone := greatest(latest - max_events, oldest - 1, CASE WHEN first_position > known + 1 THEN first_position - 1 END);
    DELETE FROM "sisk_sse".run_event d WHERE d.run = run_id AND d.place <= gone;
    UPDATE "sisk_sse".run r
    SET last = latest, ending = coalesce(run_end, r.ending), alive_until = clock_timestamp() + alive, expires = clock_timestamp() + lifetime
    WHERE r.id = run_id
    RETURNING CASE WHEN r.seen_until > now THEN r.seen END, r.stopped INTO furthest, is_stopped;
    IF cardinality(events) > 0 OR run_end IS NOT NULL THEN
        PERFORM pg_notify(channel, '');
    END IF;
END
$body$;

-- Notes how far the furthest of the followers of a run is.
CREATE OR REPLACE FUNCTION "sisk_sse".follow_run(run_id text, reached bigint, lifetime interval) RETURNS void LANGUAGE sql AS $body$
    UPDATE "sisk_sse".run r
    SET seen = greatest(CASE WHEN r.seen_until > clock_timestamp() THEN r.seen ELSE 0 END, reached), seen_until = clock_timestamp() + lifetime
    WHERE r.id = run_id;
$body$;

-- Asks the producer of a run to stop it.
CREATE OR REPLACE FUNCTION "sisk_sse".stop_run(run_id text, channel text) RETURNS void LANGUAGE plpgsql AS $body$
BEGIN
    UPDATE "sisk_sse".run SET stopped = true WHERE id = run_id AND expires > clock_timestamp();
    IF FOUND THEN
        PERFORM pg_notify(channel, '');
    END IF;
END
$body$;

-- Publishes the changed counts of a server, and renews its lifetime. Returns false if the server is unknown and these are not all its counts.
CREATE OR REPLACE FUNCTION "sisk_sse".publish(server_name text, life interval, names text[], counts integer[], are_all boolean) RETURNS boolean
LANGUAGE plpgsql AS $body$
BEGIN
    -- One statement: a server that returns in between would keep its row, and lose its counts. A locked one is returning.
    WITH dead AS (
        DELETE FROM "sisk_sse".server WHERE server IN (
            SELECT s.server FROM "sisk_sse".server s WHERE s.server <> server_name AND NOT "sisk_sse".is_alive(s) FOR UPDATE SKIP LOCKED)
        RETURNING server
    )
    DELETE FROM "sisk_sse".connections c WHERE c.server IN (SELECT d.server FROM dead d);
    IF are_all THEN
        INSERT INTO "sisk_sse".server (server, renewed, lifetime) VALUES (server_name, clock_timestamp(), life)
        ON CONFLICT (server) DO UPDATE SET renewed = excluded.renewed, lifetime = excluded.lifetime;
        DELETE FROM "sisk_sse".connections c WHERE c.server = server_name;
    ELSE
        UPDATE "sisk_sse".server s SET renewed = clock_timestamp(), lifetime = life WHERE s.server = server_name;
        IF NOT FOUND THEN
            RETURN false;
        END IF;
    END IF;
    INSERT INTO "sisk_sse".connections (server, name, count)
    SELECT server_name, n, c FROM unnest(names, counts) AS changed (n, c) WHERE c <> 0
    ON CONFLICT (name, server) DO UPDATE SET count = excluded.count;
    DELETE FROM "sisk_sse".connections c USING unnest(names, counts) AS changed (n, gone) WHERE gone = 0 AND c.name = n AND c.server = server_name;
    RETURN true;
END
$body$;

-- Returns true if a server is within its lifetime. A renewal in the far future was made before the clock was set back.
CREATE OR REPLACE FUNCTION "sisk_sse".is_alive(s "sisk_sse".server) RETURNS boolean LANGUAGE sql VOLATILE AS $body$
    SELECT clock_timestamp() BETWEEN s.renewed - s.lifetime AND s.renewed + s.lifetime;
$body$;

CREATE OR REPLACE FUNCTION "sisk_sse".total(counted text) RETURNS bigint LANGUAGE sql AS $body$
    SELECT coalesce(sum(c.count), 0) FROM "sisk_sse".connections c JOIN "sisk_sse".server s USING (server)
    WHERE c.name = counted AND "sisk_sse".is_alive(s);
$body$;

-- Assigns a name to a server, unless another one has it. Returns null if the server is unknown.
CREATE OR REPLACE FUNCTION "sisk_sse".claim(server_name text, claimed text) RETURNS boolean LANGUAGE plpgsql AS $body$
BEGIN
    -- One server at a time claims a name.
    PERFORM pg_advisory_xact_lock(hashtextextended('sisk_sse ' || claimed, 0));
    IF EXISTS (
        SELECT FROM "sisk_sse".connections c JOIN "sisk_sse".server s USING (server)
        WHERE c.name = claimed AND c.count > 0 AND s.server <> server_name AND "sisk_sse".is_alive(s)) THEN
        RETURN false;
    END IF;
    IF NOT EXISTS (SELECT FROM "sisk_sse".server s WHERE s.server = server_name AND "sisk_sse".is_alive(s)) THEN
        RETURN NULL;
    END IF;
    INSERT INTO "sisk_sse".connections (server, name, count) VALUES (server_name, claimed, 1)
    ON CONFLICT (name, server) DO UPDATE SET count = 1;
    RETURN true;
END
$body$;

CREATE OR REPLACE FUNCTION "sisk_sse".leave(server_name text) RETURNS void LANGUAGE sql AS $body$
    DELETE FROM "sisk_sse".connections WHERE server = server_name;
    DELETE FROM "sisk_sse".server WHERE server = server_name;
$body$;

-- The version of this script.
CREATE OR REPLACE FUNCTION "sisk_sse".version() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 5';
