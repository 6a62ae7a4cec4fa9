-- What was erased, and that it stays erased: the topics keep their records for a while, and whoever reads them again, or late,
-- must not bring back what was deleted here.

CREATE TABLE erasures (
    erasure_id   text         PRIMARY KEY,
    tenant       text         NOT NULL,
    -- Whose data: kept as it is only until all of it is deleted, and as a hash from the beginning.
    user_id      text,
    user_sha256  text,
    asked_by     text         NOT NULL,
    asked_at     timestamptz  NOT NULL,
    finished_at  timestamptz,
    erased       jsonb        NOT NULL DEFAULT '{}',
    CHECK (user_id IS NULL OR user_sha256 IS NOT NULL),
    CHECK (user_id IS NULL OR finished_at IS NULL)
);

CREATE INDEX erasures_of_tenant ON erasures (tenant);

CREATE TABLE erased_requests (
    tenant      text         NOT NULL,
    request_id  text         NOT NULL,
    erased_at   timestamptz  NOT NULL,
    PRIMARY KEY (tenant, request_id)
);

CREATE INDEX erased_requests_by_age ON erased_requests (erased_at);
CREATE INDEX requests_by_end ON requests (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX requests_unended ON requests (accepted_at) WHERE ended_at IS NULL;

COMMENT ON TABLE erasures IS 'Erasures that were asked for: whose data, by whom, and how much of what was deleted.';
COMMENT ON COLUMN erasures.user_id IS 'The person, until all is deleted; NULL when the whole tenant is meant, and afterwards.';
COMMENT ON COLUMN erasures.user_sha256 IS 'SHA-256 of the person''s id, in hex; NULL when the whole tenant is meant.';
COMMENT ON COLUMN erasures.erased IS 'How many rows were deleted, by kind.';
COMMENT ON TABLE erased_requests IS
    'Requests whose rows were erased: records that name neither person nor time, as notices do, are known by them. Retention '
    'deletes them when no topic can have such a record any more.';

-- An erasure waits for whoever writes requests at this moment, and whoever writes later sees it: nothing slips between.
CREATE FUNCTION await_writers_of_requests() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('headgate.erasure', 0));
    RETURN NEW;
END
$$;

CREATE TRIGGER erasure_awaits_writers BEFORE INSERT ON erasures
    FOR EACH ROW EXECUTE FUNCTION await_writers_of_requests();

CREATE FUNCTION pass_over_erased_request() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('headgate.erasure', 0));
    IF EXISTS (SELECT FROM erasures
               WHERE tenant = NEW.tenant AND asked_at >= NEW.accepted_at
                 AND (user_sha256 IS NULL
                      OR user_sha256 = encode(sha256(convert_to(NEW.user_id, 'UTF8')), 'hex')))
       OR EXISTS (SELECT FROM erased_requests
                  WHERE tenant = NEW.tenant AND request_id = NEW.request_id
                    AND (NEW.accepted_at IS NULL OR NEW.accepted_at <= erased_at)) THEN
        RETURN NULL;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER requests_stay_erased BEFORE INSERT ON requests
    FOR EACH ROW EXECUTE FUNCTION pass_over_erased_request();
