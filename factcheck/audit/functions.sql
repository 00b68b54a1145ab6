-- The functions beneath the audit trail. They belong to the owner of the tables and run as the owner, so the
-- app's role needs no right to write entries and has none.

-- The public id of a row: kind 'C' and key 17 as 'C-0017'; '' for rows that have none of their own.
CREATE OR REPLACE FUNCTION audit_public_id(kind text, key bigint) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT kind || '-' || lpad(key::text, greatest(4, length(key::text)), '0')
$$;

-- The public ids of a row's parents, from specifications `column:KIND` or `column:KIND:table:column2`.
CREATE OR REPLACE FUNCTION audit_parents(specifications text, content jsonb) RETURNS text[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    specification text;
    part text[];
    key bigint;
    found text[] := '{}';
BEGIN
    IF specifications = '' THEN
        RETURN found;
    END IF;
    FOREACH specification IN ARRAY string_to_array(specifications, ',') LOOP
        part := string_to_array(specification, ':');
        key := (content ->> part[1])::bigint;
        IF key IS NOT NULL AND array_length(part, 1) = 4 THEN
            EXECUTE format('SELECT %I FROM %I WHERE id = $1', part[4], part[3]) INTO key USING key;
        END IF;
        IF key IS NOT NULL THEN
            found := found || audit_public_id(part[2], key);
        END IF;
    END LOOP;
    RETURN found;
END;
$$;

-- A row as an entry holds it: secrets withheld, long columns as length and SHA-256.
CREATE OR REPLACE FUNCTION audit_content(content jsonb, secrets text, digests text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY string_to_array(secrets, ',') LOOP
        content := jsonb_set(content, ARRAY[name], '{"withheld": true}'::jsonb);
    END LOOP;
    FOREACH name IN ARRAY string_to_array(digests, ',') LOOP
        IF content ->> name IS NOT NULL THEN
            content := jsonb_set(content, ARRAY[name], jsonb_build_object(
                'length', length(content ->> name),
                'sha256', encode(sha256(convert_to(content ->> name, 'UTF8')), 'hex')
            ));
        END IF;
    END LOOP;
    RETURN content;
END;
$$;

-- One entry for one row. Arguments: kind, parents, secret columns, digest columns.
CREATE OR REPLACE FUNCTION audit_record() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET timezone = 'UTC'
SET datestyle = 'ISO'
AS $$
DECLARE
    was jsonb;
    is_now jsonb;
    changed text[];
    about text[] := '{}';
    key bigint;
BEGIN
    IF TG_OP <> 'INSERT' THEN was := to_jsonb(OLD); END IF;
    IF TG_OP <> 'DELETE' THEN is_now := to_jsonb(NEW); END IF;
    key := (coalesce(is_now, was) ->> 'id')::bigint;

    IF TG_ARGV[0] <> '' THEN
        about := ARRAY[audit_public_id(TG_ARGV[0], key)];
    END IF;
    IF TG_ARGV[1] <> '' THEN
        about := about || audit_parents(TG_ARGV[1], coalesce(is_now, was));
    END IF;

    IF TG_OP = 'UPDATE' THEN
        SELECT array_agg(n.key) INTO changed FROM jsonb_each(is_now) n
        WHERE n.value IS DISTINCT FROM was -> n.key;
        IF changed IS NULL THEN
            RETURN NULL;  -- nothing changed: nothing to tell
        END IF;
        IF TG_ARGV[1] <> '' THEN
            -- A row that moves to another parent is told in the history of both.
            about := ARRAY(SELECT DISTINCT unnest(about || audit_parents(TG_ARGV[1], was)));
        END IF;
        SELECT jsonb_object_agg(name, was -> name), jsonb_object_agg(name, is_now -> name)
        INTO was, is_now FROM unnest(changed) name;
    END IF;

    IF TG_ARGV[2] <> '' OR TG_ARGV[3] <> '' THEN
        IF was IS NOT NULL THEN
            was := audit_content(was, audit_present(TG_ARGV[2], was), audit_present(TG_ARGV[3], was));
        END IF;
        IF is_now IS NOT NULL THEN
            is_now := audit_content(is_now, audit_present(TG_ARGV[2], is_now), audit_present(TG_ARGV[3], is_now));
        END IF;
    END IF;

    INSERT INTO audit_entry (
        at, xid, table_name, object_id, operation, about, action, actor_id, actor, role, reason, request, salt,
        before, after
    ) VALUES (
        clock_timestamp(), pg_current_xact_id(), TG_RELID::regclass::text, key, lower(TG_OP), about,
        coalesce(current_setting('factcheck.action', true), ''),
        nullif(current_setting('factcheck.actor_id', true), '')::bigint,
        coalesce(nullif(current_setting('factcheck.actor', true), ''), session_user::text),
        coalesce(current_setting('factcheck.role', true), ''),
        coalesce(current_setting('factcheck.reason', true), ''),
        coalesce(current_setting('factcheck.request', true), ''),
        uuid_send(gen_random_uuid()), was, is_now
    );
    RETURN NULL;
END;
$$;

-- Those of the named columns that the content has: an update's content holds only what changed.
CREATE OR REPLACE FUNCTION audit_present(names text, content jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(string_agg(name, ','), '') FROM unnest(string_to_array(names, ',')) name WHERE content ? name
$$;

-- Refuses to delete a row, and to change it but in the columns that the argument allows.
CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    allowed text[];
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Rows of % are never deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    allowed := string_to_array(TG_ARGV[0], ',');
    IF to_jsonb(NEW) - allowed IS DISTINCT FROM to_jsonb(OLD) - allowed THEN
        RAISE EXCEPTION 'Rows of % are not rewritten', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END;
$$;

REVOKE ALL ON FUNCTION audit_public_id(text, bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION audit_parents(text, jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION audit_content(jsonb, text, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION audit_present(text, jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION audit_record() FROM PUBLIC;
REVOKE ALL ON FUNCTION audit_refuse_change() FROM PUBLIC;
