-- Which batch a request is part of, in the index and in the books.

ALTER TABLE requests ADD COLUMN batch_id text;
CREATE INDEX requests_by_batch ON requests (tenant, batch_id) WHERE batch_id IS NOT NULL;
COMMENT ON COLUMN requests.batch_id IS 'The batch it is part of; NULL when it is by itself.';

ALTER TABLE usage_ledger ADD COLUMN batch_id text;
CREATE INDEX usage_ledger_batch ON usage_ledger (tenant, batch_id) WHERE batch_id IS NOT NULL;
COMMENT ON COLUMN usage_ledger.batch_id IS
    'The batch that the request is part of; NULL when it is by itself, and of orphans. It says nothing of the rates: column batch does.';

CREATE VIEW finance.spend_by_batch AS
SELECT tenant,
       batch_id AS batch,
       currency,
       count(*) FILTER (WHERE kind = 'attempt') AS attempts,
       count(*) FILTER (WHERE kind = 'attempt' AND cost IS NULL) AS unpriced,
       sum(input_tokens) AS input_tokens,
       sum(output_tokens) AS output_tokens,
       sum(cost) AS cost
FROM usage_ledger
WHERE batch_id IS NOT NULL
GROUP BY tenant, batch_id, currency;

COMMENT ON VIEW finance.spend_by_batch IS
    'What batches cost, uploaded or published, by currency; corrections are in it. Reads the ledger: ask for one tenant and batch.';
COMMENT ON COLUMN finance.spend_by_batch.tenant IS 'Who pays.';
COMMENT ON COLUMN finance.spend_by_batch.batch IS 'Id of the batch, unique within the tenant.';
COMMENT ON COLUMN finance.spend_by_batch.currency IS 'ISO 4217 code of cost; NULL of attempts without a price.';
COMMENT ON COLUMN finance.spend_by_batch.attempts IS 'Calls to providers, failed ones among them.';
COMMENT ON COLUMN finance.spend_by_batch.unpriced IS
    'Attempts that had no price when they were booked: their cost is not known, and not in the sum.';
COMMENT ON COLUMN finance.spend_by_batch.input_tokens IS 'Tokens sent, cached ones included.';
COMMENT ON COLUMN finance.spend_by_batch.output_tokens IS 'Tokens generated, reasoning included.';
COMMENT ON COLUMN finance.spend_by_batch.cost IS 'Exact, in currency; NULL when nothing has a price.';
