-- Each request is written to requests twice, and this is most of what it costs Postgres. What was erased is kept away by the
-- statements that write, for all their rows at once, and no longer by a trigger for each row.
DROP TRIGGER requests_stay_erased ON requests;
DROP TRIGGER failures_stay_erased ON failures_index;
DROP FUNCTION pass_over_erased_request();

-- Retention alone asked it, and requests_open has the same rows.
DROP INDEX requests_unended;
