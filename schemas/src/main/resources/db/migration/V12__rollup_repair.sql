-- Who added to the rollups what they lacked of the ledger, so that no sum changes without a trace.

CREATE TABLE rollup_repair (
    month        date         NOT NULL CHECK (month = date_trunc('month', month)::date),
    rollup       text         NOT NULL,
    lines        integer      NOT NULL CHECK (lines > 0),
    repaired_at  timestamptz  NOT NULL DEFAULT now(),
    repaired_by  text         NOT NULL
);

COMMENT ON TABLE rollup_repair IS
    'Repairs by headgate books check --repair: sums that the rollups lacked of the ledger, after the state of the stream was lost.';
COMMENT ON COLUMN rollup_repair.month IS 'First day of the month (UTC) that was repaired.';
COMMENT ON COLUMN rollup_repair.rollup IS 'The table that was added to.';
COMMENT ON COLUMN rollup_repair.lines IS 'How many lines of it.';
COMMENT ON COLUMN rollup_repair.repaired_by IS 'Who ran the repair.';
