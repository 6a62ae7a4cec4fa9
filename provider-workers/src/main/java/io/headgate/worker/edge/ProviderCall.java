package io.headgate.worker.edge;

import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Intent;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.worker.call.ApiKey;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.ProviderAdapter;
import io.headgate.worker.call.UpstreamCall;
import io.headgate.worker.guard.TimedOutcome;
import io.headgate.worker.guard.Upstream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls of one attempt: each is written down before its first byte goes upstream. Belongs to the attempt's thread. */
final class ProviderCall implements Upstream {
    private final CallSetting setting;
    private final Handling handling;
    private final Dispatch dispatch;
    private final RecordHeading heading;
    private final Place place;
    private @Nullable Instant startedAt;

    ProviderCall(CallSetting setting, Handling handling, Dispatch dispatch, RecordHeading heading, Place place) {
        this.setting = setting;
        this.handling = handling;
        this.dispatch = dispatch;
        this.heading = heading;
        this.place = place;
    }

    /**
     * What every call of a worker's provider has in common.
     *
     * @param worker name of the process
     * @param onBegun hears that a call is about to be made
     */
    record CallSetting(
            String worker, IntentWriter intents, Runnable onBegun, Clock clock, Milestone.Listener milestones) {}

    /** Where a call goes, and how. */
    record Place(
            ProviderAdapter adapter, URI baseUrl, @Nullable ApiKey key) {}

    @Override
    public TimedOutcome call(int call, CallTimeouts timeouts) throws InterruptedException {
        // Before the intent: what is given up until here leaves no trace, and what comes after it is called.
        handling.call();
        Instant now = setting.clock().instant();
        if (startedAt == null) {
            startedAt = now;
        }
        setting.onBegun().run();
        setting.intents().write(intent(call, startedAt, now), heading);
        setting.milestones().reached(Milestone.CALLING);
        long began = System.nanoTime();
        CallOutcome outcome =
                place.adapter().call(new UpstreamCall(dispatch, place.baseUrl(), place.key(), heading, timeouts));
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        if (Thread.interrupted() && !(outcome instanceof CallOutcome.Completed)) {
            // It says nothing of the provider's health: we broke it off.
            throw new InterruptedException();
        }
        return new TimedOutcome(outcome, took);
    }

    private Intent intent(int call, Instant started, Instant now) {
        return new Intent(
                dispatch.request().key(),
                dispatch.attempt(),
                dispatch.number(),
                call,
                dispatch.request().alias(),
                dispatch.request().context().tags(),
                dispatch.target(),
                dispatch.price() == null ? null : dispatch.price().id(),
                dispatch.reservation(),
                dispatch.decision().revision(),
                setting.worker(),
                started,
                now);
    }

    /** When the first call began; empty when none did. */
    Optional<Instant> startedAt() {
        return Optional.ofNullable(startedAt);
    }
}
