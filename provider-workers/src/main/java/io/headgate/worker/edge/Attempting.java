package io.headgate.worker.edge;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.SecretRef;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.worker.call.ApiKey;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.ProviderAdapter;
import io.headgate.worker.call.Secrets;
import io.headgate.worker.call.UpstreamReply;
import io.headgate.worker.guard.Errand;
import io.headgate.worker.guard.Guard;
import io.headgate.worker.guard.GuardedOutcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a provider's attempts: finds where a dispatch goes, and calls through the guard. Thread-safe; blocks. */
final class Attempting implements AutoCloseable {
    private final Guard guard;
    private final Adapters adapters;
    private final Secrets secrets;
    private final ProviderCall.CallSetting setting;

    Attempting(Guard guard, Adapters adapters, Secrets secrets, ProviderCall.CallSetting setting) {
        this.guard = guard;
        this.adapters = adapters;
        this.secrets = secrets;
        this.setting = setting;
    }

    /**
     * Makes one attempt.
     *
     * @param catalogue the newest; null when none has come
     * @throws InterruptedException when it was given up: another worker will make it
     */
    Attempted attempt(Dispatch dispatch, Handling handling, RecordHeading heading, @Nullable Catalogue catalogue)
            throws InterruptedException {
        Provider provider = catalogue == null
                ? null
                : catalogue.providers().get(dispatch.target().provider());
        if (provider == null) {
            return uncalled(gone(dispatch.target()));
        }
        return switch (find(provider, dispatch.target())) {
            case Found.Nowhere(GuardedOutcome outcome) -> uncalled(outcome);
            case Found.Here(ProviderCall.Place place) -> {
                ProviderCall call = new ProviderCall(setting, handling, dispatch, heading, place);
                GuardedOutcome outcome = guarded(dispatch, handling, call);
                yield new Attempted(outcome, call.startedAt().orElseGet(setting.clock()::instant));
            }
        };
    }

    private Attempted uncalled(GuardedOutcome outcome) {
        return new Attempted(outcome, setting.clock().instant());
    }

    private GuardedOutcome guarded(Dispatch dispatch, Handling handling, ProviderCall call)
            throws InterruptedException {
        GuardedOutcome outcome;
        try {
            outcome = guard.call(errand(dispatch, handling), call);
            setting.milestones().reached(Milestone.ANSWERED);
        } catch (InterruptedException givenUp) {
            handling.answered();
            if (handling.isAbandoned() || !handling.isCancelled()) {
                throw givenUp;
            }
            return call.startedAt().isPresent() ? Cancellation.brokenOff() : Cancellation.uncalled();
        } catch (RuntimeException bug) {
            // After a bug nobody knows whether the provider was called: that is what unknown means.
            outcome = new GuardedOutcome.Called(
                    new CallOutcome.Unknown(Defect.failure(bug, dispatch), null, UpstreamReply.NONE));
        }
        handling.answered();
        if (handling.isAbandoned()) {
            release(outcome);
            throw new InterruptedException();
        }
        return handling.isCancelled() ? Cancellation.instead(outcome) : outcome;
    }

    static void release(GuardedOutcome outcome) {
        if (outcome instanceof GuardedOutcome.Called(var _, var permit)) {
            permit.release();
        }
    }

    private static Errand errand(Dispatch dispatch, Handling handling) {
        Target target = dispatch.target();
        long earlierCalls = dispatch.history().stream()
                .filter(earlier -> earlier.status() != AttemptStatus.NOT_CALLED)
                .filter(earlier -> earlier.target().provider().equals(target.provider()))
                .count();
        return new Errand(
                target,
                handling.held.critical,
                dispatch.request().context().deadline(),
                dispatch.dispatchedAt(),
                Math.toIntExact(earlierCalls),
                dispatch.decision().hasAlternative(),
                dispatch.reservation().inputTokens() + dispatch.reservation().outputTokens());
    }

    /** Where a dispatch can be called, or why not. */
    private sealed interface Found {
        record Here(ProviderCall.Place place) implements Found {}

        record Nowhere(GuardedOutcome outcome) implements Found {}
    }

    private Found find(Provider provider, Target target) {
        Optional<Provider.Endpoint> endpoint = provider.endpoints().stream()
                .filter(e -> e.name().equals(target.endpoint()))
                .findFirst();
        Optional<ProviderAdapter> adapter = adapters.of(provider);
        if (endpoint.isEmpty()) {
            return new Found.Nowhere(gone(target));
        }
        if (adapter.isEmpty()) {
            return new Found.Nowhere(passedOn("this worker speaks no '%s'".formatted(provider.adapter())));
        }
        SecretRef reference = provider.apiKey();
        Optional<ApiKey> key = reference == null ? Optional.empty() : secrets.read(reference);
        if (reference != null && key.isEmpty()) {
            return new Found.Nowhere(new GuardedOutcome.Called(new CallOutcome.Refused(
                    new Failure(FailureCode.PROVIDER_AUTH, "no key where api_key points", reference.toString(), null),
                    true,
                    UpstreamReply.NONE)));
        }
        return new Found.Here(
                new ProviderCall.Place(adapter.get(), endpoint.get().baseUrl(), key.orElse(null)));
    }

    private static GuardedOutcome gone(Target target) {
        return passedOn("%s/%s is no longer in the catalogue".formatted(target.provider(), target.endpoint()));
    }

    private static GuardedOutcome passedOn(String message) {
        return new GuardedOutcome.PassedOn(Failure.of(FailureCode.NO_CANDIDATE, message));
    }

    @Override
    public void close() {
        guard.close();
        adapters.close();
    }
}
