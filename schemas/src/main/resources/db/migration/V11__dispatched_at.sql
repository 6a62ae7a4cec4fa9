-- When the router dispatched an attempt: its price is of that moment, and limits count it in the window of that moment, while
-- ledger and rollups count it when it started. An attempt over midnight may so be in two months, and here it shows why.

ALTER TABLE usage_ledger ADD COLUMN dispatched_at timestamptz;

COMMENT ON COLUMN usage_ledger.dispatched_at IS
    'When the router dispatched it: its price is the one of that moment, and limits count it in the window of that moment, '
    'though it started later. Of an orphan, when the attempt was whose call it is. NULL in rows from before it was kept.';

CREATE VIEW finance.quota_check AS
SELECT quota.tenant,
       quota.project,
       quota.model,
       quota.measure,
       quota.window_name,
       quota.currency,
       quota.window_start,
       quota.window_end,
       quota.spent,
       coalesce(booked.used, 0) AS ledger_used,
       coalesce(booked.bounds, 0) AS ledger_unknown,
       quota.spent - coalesce(booked.used, 0) - coalesce(booked.bounds, 0) AS difference,
       coalesce(booked.started_later, 0) AS started_later,
       coalesce(booked.without_bound, 0) AS without_bound
FROM quota_state AS quota
     LEFT JOIN LATERAL (
         SELECT sum(CASE WHEN quota.measure = 'tokens' THEN input_tokens + output_tokens
                         WHEN NOT held THEN cost END) AS used,
                sum(greatest(CASE WHEN upper_bound_currency = quota.currency THEN upper_bound END,
                             CASE WHEN currency = quota.currency THEN cost END)) FILTER (WHERE held) AS bounds,
                count(*) FILTER (WHERE kind = 'attempt' AND started_at >= quota.window_end) AS started_later,
                count(*) FILTER (WHERE CASE WHEN quota.measure = 'tokens' THEN status = 'unknown'
                                            ELSE held AND upper_bound_currency IS DISTINCT FROM quota.currency END)
                    AS without_bound
         FROM usage_ledger
              -- What may have been billed, and what has no price in the limit's currency, counts as all that it held.
              CROSS JOIN LATERAL (
                  SELECT quota.measure = 'cost'
                         AND (status = 'unknown'
                              OR status <> 'not_called' AND usage_source IS NOT NULL
                                 AND currency IS DISTINCT FROM quota.currency)) AS fate (held)
         WHERE kind <> 'correction'
           AND tenant = quota.tenant
           AND (quota.project IS NULL OR project = quota.project)
           AND (quota.model IS NULL OR model = quota.model)
           AND coalesce(dispatched_at, started_at) >= quota.window_start
           AND coalesce(dispatched_at, started_at) < quota.window_end
           -- Nothing starts before it is dispatched, but for clocks that differ: older months need not be read.
           AND accounted_at >= quota.window_start - interval '1 hour') AS booked ON true
WHERE quota.measure IN ('tokens', 'cost') AND quota.window_name IN ('day', 'month');

COMMENT ON VIEW finance.quota_check IS
    'The limits of days and months beside the ledger: what the router says is spent, and what the attempts dispatched in the '
    'same window come to, with the calls of them that a crash cut off. At rest the difference is 0 where all of the window was limited, nothing is without a bound, and '
    'the ledger of that time is kept. Reads the ledger of each window: ask for one tenant and month.';
COMMENT ON COLUMN finance.quota_check.tenant IS 'Whose limit it is.';
COMMENT ON COLUMN finance.quota_check.project IS 'The one project the limit counts; NULL when it counts all.';
COMMENT ON COLUMN finance.quota_check.model IS
    'The one model the limit counts, as the catalogue names it; NULL when it counts all.';
COMMENT ON COLUMN finance.quota_check.measure IS 'What is limited: tokens or cost.';
COMMENT ON COLUMN finance.quota_check.window_name IS 'Over what time: day or month.';
COMMENT ON COLUMN finance.quota_check.currency IS 'ISO 4217 code of the amounts of a cost; NULL else.';
COMMENT ON COLUMN finance.quota_check.window_start IS
    'When the window began. An attempt counts in the window it was dispatched in, whenever it starts and ends.';
COMMENT ON COLUMN finance.quota_check.window_end IS 'When the window ends, exclusive.';
COMMENT ON COLUMN finance.quota_check.spent IS 'As finance.quota_consumption has it, in units of the measure.';
COMMENT ON COLUMN finance.quota_check.ledger_used IS
    'What the attempts dispatched in the window used, in units of the measure; of a cost, without those in ledger_unknown. '
    'Corrections are not in it: no limit counts them.';
COMMENT ON COLUMN finance.quota_check.ledger_unknown IS
    'The most that attempts of unknown fate, calls that a crash cut off, and what has no price in this currency, may have been '
    'billed, an estimate; of tokens 0: the ledger keeps no bound of them.';
COMMENT ON COLUMN finance.quota_check.difference IS 'spent less ledger_used and ledger_unknown.';
COMMENT ON COLUMN finance.quota_check.started_later IS
    'Attempts of the window that started after its end: the ledger and the rollups have them in the next one.';
COMMENT ON COLUMN finance.quota_check.without_bound IS
    'Attempts of unknown fate, and calls that a crash cut off, that spent has with all they held, and the ledger with nothing: '
    'the difference is theirs.';
