-- Corrections: months that are closed, and corrections that give a price to what had none.

CREATE TABLE accounting_period (
    month      date         NOT NULL PRIMARY KEY CHECK (month = date_trunc('month', month)::date),
    closed_at  timestamptz  NOT NULL DEFAULT now(),
    closed_by  text         NOT NULL
);

COMMENT ON TABLE accounting_period IS
    'Months (UTC) that are closed: corrections of their rows count in the month in which they are posted.';
COMMENT ON COLUMN accounting_period.month IS 'First day of the month.';

ALTER TABLE usage_ledger
    ADD COLUMN prices_unpriced boolean NOT NULL DEFAULT false,
    ADD CHECK (kind = 'correction' OR NOT prices_unpriced);

COMMENT ON COLUMN usage_ledger.prices_unpriced IS
    'Of a correction: whether what it corrects was unpriced until then, and is not any more.';
