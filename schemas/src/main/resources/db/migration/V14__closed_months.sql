-- A month that is closed still takes in attempts that come late: they happened then. What came is counted, so that whoever closed
-- it is told that its figures are others by now.

CREATE TABLE accounting_period_late (
    month     date    NOT NULL REFERENCES accounting_period,
    currency  text,
    attempts  bigint  NOT NULL,
    unpriced  bigint  NOT NULL,
    amount    numeric,
    CONSTRAINT accounting_period_late_line UNIQUE NULLS NOT DISTINCT (month, currency)
);

COMMENT ON TABLE accounting_period_late IS
    'What the rollups of closed months were added by attempts that came after the close; written in the transaction that adds.';
COMMENT ON COLUMN accounting_period_late.month IS 'First day of the month.';
COMMENT ON COLUMN accounting_period_late.currency IS
    'ISO 4217 code of amount; NULL on the line of attempts without a price.';
COMMENT ON COLUMN accounting_period_late.amount IS 'Exact cost; NULL where no price is known.';

-- Of months that are closed already, what the ledger still knows.
INSERT INTO accounting_period_late (month, currency, attempts, unpriced, amount)
SELECT closed.month,
       coalesce(late.currency, CASE WHEN fate.untold THEN late.upper_bound_currency END),
       count(*),
       count(*) FILTER (WHERE late.cost IS NULL AND NOT fate.untold),
       sum(late.cost)
FROM accounting_period AS closed
     JOIN usage_ledger AS late
       ON late.accounted_at >= closed.month::timestamp AT TIME ZONE 'UTC'
      AND late.accounted_at < (closed.month + interval '1 month')::timestamp AT TIME ZONE 'UTC'
      AND late.kind = 'attempt' AND late.booked_at > closed.closed_at
     CROSS JOIN LATERAL (SELECT late.status = 'unknown' AND late.usage_source IS NULL) AS fate (untold)
GROUP BY 1, 2;

CREATE VIEW finance.closed_months AS
SELECT closed.month,
       closed.closed_at,
       closed.closed_by,
       late.currency,
       coalesce(late.attempts, 0) AS late_attempts,
       coalesce(late.unpriced, 0) AS late_unpriced,
       late.amount AS late_cost,
       repaired.last_at AS repaired_at
FROM accounting_period AS closed
     LEFT JOIN accounting_period_late AS late ON late.month = closed.month
     LEFT JOIN LATERAL (SELECT max(repaired_at) AS last_at
                        FROM rollup_repair
                        WHERE rollup_repair.month = closed.month AND repaired_at > closed.closed_at) AS repaired ON true;

COMMENT ON VIEW finance.closed_months IS
    'Months that are closed, a row for each currency in which attempts came after that: its figures are by so much others than '
    'when it was closed. Corrections are not among them: they count in the month in which they are posted.';
COMMENT ON COLUMN finance.closed_months.month IS 'First day of the month (UTC).';
COMMENT ON COLUMN finance.closed_months.closed_at IS 'When it was closed.';
COMMENT ON COLUMN finance.closed_months.closed_by IS 'Who closed it.';
COMMENT ON COLUMN finance.closed_months.currency IS
    'ISO 4217 code of late_cost; NULL on the row of attempts without a price, and where none came late.';
COMMENT ON COLUMN finance.closed_months.late_attempts IS
    'Attempts that started in the month and were added to its rollups after the close; 0 when none was.';
COMMENT ON COLUMN finance.closed_months.late_unpriced IS 'Those of them whose price is not known.';
COMMENT ON COLUMN finance.closed_months.late_cost IS
    'What they cost, exactly: the month''s cost is greater by it than at the close. NULL where no price is known.';
COMMENT ON COLUMN finance.closed_months.repaired_at IS
    'When headgate books check --repair last added what the month''s rollups lacked of the ledger, after the close; NULL when '
    'it did not.';
