package io.headgate.metering.alert.watch;

import io.headgate.metering.alert.Observations;
import io.headgate.metering.alert.Reading;
import io.headgate.schemas.catalog.AlertRule;
import java.time.Instant;
import java.util.List;

/** Looks for what one kind of rule is about. */
@FunctionalInterface
interface Watch {
    /** How it is with each condition of the rule; its filter is applied by whoever asks. */
    List<Reading> look(AlertRule rule, Observations seen, Instant now);
}
