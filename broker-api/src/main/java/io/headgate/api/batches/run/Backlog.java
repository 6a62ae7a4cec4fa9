package io.headgate.api.batches.run;

import java.time.Duration;

/**
 * What is to be done for the batches of the whole installation, as the tables have it.
 *
 * @param open uploaded batches that have not ended, or whose end is not told yet
 * @param waiting lines of theirs that were not sent yet
 * @param inFlight lines of theirs that were sent, and are not known to have ended
 * @param overdue for how long the step that is due for longest is nobody's; zero when none is
 */
public record Backlog(int open, long waiting, long inFlight, Duration overdue) {}
