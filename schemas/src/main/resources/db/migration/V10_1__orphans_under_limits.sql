-- Calls that a crash cut off are charged under limits: what spent and overshot mean has changed.

COMMENT ON COLUMN finance.quota_consumption.spent IS
    'What was used, in units of the measure; an attempt of unknown fate, and a call that a crash cut off, count as all that '
    'their attempt held. Of a cost: the ledger''s cost, and the upper bounds of what is unknown or orphaned.';
COMMENT ON COLUMN finance.quota_consumption.overshot IS
    'The part of spent that attempts used beyond what they had reserved, or that calls which a crash cut off may have used '
    'beyond what there was room for: the two ways a limit can be exceeded.';
