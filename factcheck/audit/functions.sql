-- The functions beneath the audit trail. They belong to the owner of the tables and run as the owner, so the
-- app's role needs no right to write entries and has none.

-- The public id of a row: kind 'C' and key 17 as 'C-0017'; '' for rows that have none of their own.
CREATE OR REPLACE FUNCTION audit_public_id(kind text, key bigint) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT kind || '-' || lpad(key::text, greatest(4, length(key::text)), '0')
$$;

-- A row, or the changed part of one, as an entry holds it: secrets withheld, long columns as length and SHA-256.
CREATE OR REPLACE FUNCTION audit_hidden(content jsonb, secrets text[], digests text[]) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY secrets LOOP
        IF content ? name THEN
            content := jsonb_set(content, ARRAY[name], '{"withheld": true}'::jsonb);
        END IF;
    END LOOP;
    FOREACH name IN ARRAY digests LOOP
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

-- Writes one entry, under whoever acts. Called by the triggers alone: they run as the owner with a fixed search
-- path, time zone and date style; nobody else may call it.
CREATE OR REPLACE FUNCTION audit_write(
    relation oid, operation text, object_id bigint, about text[], before jsonb, after jsonb
) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO public.audit_entry (
        at, xid, table_name, object_id, operation, about, action, actor_id, actor, role, reason, request, salt,
        before, after
    ) VALUES (
        clock_timestamp(), pg_current_xact_id(), relation::regclass::text, object_id, operation,
        array_remove(about, NULL),
        coalesce(current_setting('factcheck.action', true), ''),
        nullif(current_setting('factcheck.actor_id', true), '')::bigint,
        coalesce(nullif(current_setting('factcheck.actor', true), ''), session_user::text),
        coalesce(current_setting('factcheck.role', true), ''),
        coalesce(current_setting('factcheck.reason', true), ''),
        coalesce(current_setting('factcheck.request', true), ''),
        uuid_send(gen_random_uuid()), before, after
    );
END;
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
REVOKE ALL ON FUNCTION audit_hidden(jsonb, text[], text[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION audit_write(oid, text, bigint, text[], jsonb, jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION audit_refuse_change() FROM PUBLIC;
