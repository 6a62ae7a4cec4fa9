-- How much of each limit is used, as the router's own books have it.

CREATE TABLE quota_state (
    tenant        text            NOT NULL,
    project       text,
    model         text,
    measure       text            NOT NULL,
    window_name   text            NOT NULL,
    currency      text,
    limit_amount  numeric(38, 18),
    spent         numeric(38, 18) NOT NULL,
    reserved      numeric(38, 18) NOT NULL,
    overshot      numeric(38, 18) NOT NULL,
    window_start  timestamptz     NOT NULL,
    window_end    timestamptz,
    zone          text,
    at            timestamptz     NOT NULL,
    sequence      bigint          NOT NULL,
    CONSTRAINT quota_state_window UNIQUE NULLS NOT DISTINCT
        (tenant, measure, window_name, window_start, project, model, currency),
    CHECK ((window_name = 'now') = (window_end IS NULL)),
    CHECK ((measure = 'cost') = (currency IS NOT NULL))
);

COMMENT ON TABLE quota_state IS
    'The last known state of each limit in each window; windows that are over stay, those of a minute for an hour.';
COMMENT ON COLUMN quota_state.limit_amount IS
    'The limit in force; of a window that is over, the one in force at its end; NULL when there is none any more.';
COMMENT ON COLUMN quota_state.sequence IS 'Greater in each later state of a tenant''s limits; an older one is passed over.';

CREATE VIEW finance.quota_consumption AS
SELECT tenant,
       project,
       model,
       measure,
       window_name,
       currency,
       window_start,
       window_end,
       zone,
       window_end IS NULL OR window_end > now() AS is_current,
       limit_amount,
       spent,
       reserved,
       CASE WHEN limit_amount IS NOT NULL THEN greatest(limit_amount - spent - reserved, 0) END AS remaining,
       round(spent / nullif(limit_amount, 0), 4) AS share,
       CASE
           WHEN window_end IS NULL THEN NULL
           WHEN now() >= window_end THEN spent
           WHEN now() - window_start < 0.05 * (window_end - window_start) THEN NULL
           ELSE round(
               spent * extract(EPOCH FROM window_end - window_start) / extract(EPOCH FROM now() - window_start),
               CASE WHEN measure = 'cost' THEN 4 ELSE 0 END)
       END AS forecast,
       overshot,
       at
FROM quota_state;

COMMENT ON VIEW finance.quota_consumption IS
    'What is used of each limit, in the present window and in those that are over; the router''s own books, a second old.';
COMMENT ON COLUMN finance.quota_consumption.tenant IS 'Whose limit it is.';
COMMENT ON COLUMN finance.quota_consumption.project IS 'The one project the limit counts; NULL when it counts all.';
COMMENT ON COLUMN finance.quota_consumption.model IS
    'The one model the limit counts, as the catalogue names it; NULL when it counts all.';
COMMENT ON COLUMN finance.quota_consumption.measure IS 'What is limited: tokens, cost, requests or in_flight.';
COMMENT ON COLUMN finance.quota_consumption.window_name IS
    'Over what time: minute, day, month; now for requests in flight.';
COMMENT ON COLUMN finance.quota_consumption.currency IS 'ISO 4217 code of the amounts of a cost; NULL else.';
COMMENT ON COLUMN finance.quota_consumption.window_start IS
    'When the window began. An attempt counts in the window it was reserved in, whenever it ends.';
COMMENT ON COLUMN finance.quota_consumption.window_end IS 'When the window ends, exclusive; NULL for now.';
COMMENT ON COLUMN finance.quota_consumption.zone IS 'The time zone in which the limit''s days and months begin.';
COMMENT ON COLUMN finance.quota_consumption.is_current IS 'Whether the window is not over.';
COMMENT ON COLUMN finance.quota_consumption.limit_amount IS
    'The most that may be used, in units of the measure; NULL when the limit was taken away.';
COMMENT ON COLUMN finance.quota_consumption.spent IS
    'What was used, in units of the measure; an attempt of unknown fate counts as all that it held.';
COMMENT ON COLUMN finance.quota_consumption.reserved IS
    'What attempts that are under way hold, in units of the measure; 0 when none is.';
COMMENT ON COLUMN finance.quota_consumption.remaining IS
    'What may still be reserved: limit less spent and reserved, never below 0; NULL without a limit.';
COMMENT ON COLUMN finance.quota_consumption.share IS 'Spent divided by limit: 0.8 is 80 %; NULL without a limit.';
COMMENT ON COLUMN finance.quota_consumption.forecast IS
    'An estimate of spent at the window''s end, if it goes on as from its beginning until now; NULL before 5 % of the '
    'window has passed, and for now. Of a window that is over: spent.';
COMMENT ON COLUMN finance.quota_consumption.overshot IS
    'The part of spent that attempts used beyond what they had reserved: the one way a limit can be exceeded.';
COMMENT ON COLUMN finance.quota_consumption.at IS 'When it was so.';
