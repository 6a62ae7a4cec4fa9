-- Up to where the attempts of each partition are in the rollups, so that attempts which are read again add nothing.

CREATE TABLE rollup_source (
    topic              text         NOT NULL,
    "partition"        integer      NOT NULL,
    source_partition   integer      NOT NULL,
    booked_before      bigint       NOT NULL,
    round              uuid         NOT NULL,
    round_through      bigint       NOT NULL,
    replayed_attempts  bigint       NOT NULL DEFAULT 0,
    unclear_attempts   bigint       NOT NULL DEFAULT 0,
    changed_at         timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT rollup_source_line PRIMARY KEY (topic, "partition", source_partition),
    CHECK (booked_before < round_through)
);

COMMENT ON TABLE rollup_source IS
    'Up to where attempts are in the rollups. Moves in the transaction that books; empty it, too, where rollups are emptied to be booked again.';
COMMENT ON COLUMN rollup_source.topic IS 'The topic of increments.';
COMMENT ON COLUMN rollup_source."partition" IS 'A partition of it.';
COMMENT ON COLUMN rollup_source.source_partition IS 'The partition of attempts whose increments these are.';
COMMENT ON COLUMN rollup_source.booked_before IS
    'Highest offset of attempts that was booked before the last round; -1 when that was the first.';
COMMENT ON COLUMN rollup_source.round IS 'Id of the last round: what the stream emitted at once.';
COMMENT ON COLUMN rollup_source.round_through IS 'Highest offset of attempts in the last round; all up to it are in this round or before it.';
COMMENT ON COLUMN rollup_source.replayed_attempts IS 'How many attempts came again, and were not added again.';
COMMENT ON COLUMN rollup_source.unclear_attempts IS
    'How many attempts came summed up with such as came again, and were not added: up to so many are missing until headgate books check --repair adds them.';
