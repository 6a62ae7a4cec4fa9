package io.headgate.deploy.acceptance.simulation.world;

import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.Cancel;
import java.time.Duration;

/** What a client does at a moment after the beginning. */
sealed interface Act {
    Duration at();

    /** It publishes; a client that is not sure does so again. */
    record Submit(Duration at, Admission admission) implements Act {}

    record Withdraw(Duration at, Cancel cancel) implements Act {}
}
