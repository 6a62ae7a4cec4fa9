-- The tier that a provider says it served an attempt at: which of a price's rates apply, and whether any does.

ALTER TABLE usage_ledger ADD COLUMN service_tier text;

COMMENT ON COLUMN usage_ledger.batch IS
    'Whether it was billed at batch rates, since its provider said that it served it so: then service_tier is batch.';
COMMENT ON COLUMN usage_ledger.service_tier IS
    'The tier that the provider said it served it at: batch where batch rates apply, else its own word for a tier without a '
    'known price, such as priority, and then the row is unpriced. NULL for the ordinary price, where the provider said nothing, '
    'in orphans, and in rows from before it was kept.';
