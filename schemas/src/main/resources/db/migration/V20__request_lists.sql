-- Lists of requests are read from the newest on, page by page: the id tells apart what was accepted in one millisecond.
CREATE INDEX requests_listed ON requests (tenant, accepted_at DESC, request_id DESC);
DROP INDEX requests_by_time;

-- Failures are few, and so are one person's requests: looked for through all of a tenant's they would take long to find.
CREATE INDEX requests_failed ON requests (tenant, accepted_at DESC, request_id DESC) WHERE failure_code IS NOT NULL;
CREATE INDEX requests_of_user ON requests (tenant, user_id, accepted_at DESC, request_id DESC) WHERE user_id IS NOT NULL;
