package io.headgate.deploy.simulator.behaviour;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a provider behaves until told otherwise. Immutable; {@link #DEFAULT} and the {@code with…} methods make others.
 *
 * @param latency the wait before the first byte
 * @param tokensPerSecond how fast completion tokens follow; 0 for all at once
 * @param faults what goes wrong unasked
 * @param servedModel the model version that answers; empty for the one asked for
 * @param servedTier the tier at which it serves; empty for the one asked for
 * @param replyTokens the shortest and longest visible completion, before a request's own limit
 * @param cachedPercent how much of a prompt is said to come from the cache, 0 to 100, rounded down to a whole token
 * @param reasoningTokens hidden tokens in each completion, 0 for none
 * @param callsTools whether a request that offers tools gets a tool call
 * @param billsAbandoned whether a call is billed in full when its client left after generation had started
 */
public record Behaviour(
        Latency latency,
        int tokensPerSecond,
        FaultPlan faults,
        Optional<String> servedModel,
        Optional<ServiceTier> servedTier,
        TokenRange replyTokens,
        int cachedPercent,
        int reasoningTokens,
        boolean callsTools,
        boolean billsAbandoned) {
    /** Instant, faultless, 8 to 64 tokens, no cache, no reasoning, no tool calls, bills abandoned calls. */
    public static final Behaviour DEFAULT = new Behaviour(
            new Latency.Instant(),
            0,
            FaultPlan.NONE,
            Optional.empty(),
            Optional.empty(),
            new TokenRange(8, 64),
            0,
            0,
            false,
            true);

    /** An inclusive range of token counts. */
    public record TokenRange(int least, int most) {
        public TokenRange {
            if (least < 1 || least > most || most > 1_000_000) {
                throw new IllegalArgumentException(
                        "reply tokens " + least + ".." + most + ": want 1 <= least <= most <= 1000000");
            }
        }
    }

    public Behaviour {
        if (tokensPerSecond < 0) {
            throw new IllegalArgumentException("tokensPerSecond " + tokensPerSecond + ": want 0 or more");
        }
        if (cachedPercent < 0 || cachedPercent > 100) {
            throw new IllegalArgumentException("cachedPercent " + cachedPercent + ": want 0 to 100");
        }
        if (reasoningTokens < 0) {
            throw new IllegalArgumentException("reasoningTokens " + reasoningTokens + ": want 0 or more");
        }
    }

    public Behaviour withLatency(Latency asked) {
        return with(change -> change.latency = asked);
    }

    public Behaviour withTokensPerSecond(int asked) {
        return with(change -> change.tokensPerSecond = asked);
    }

    public Behaviour withFaults(FaultPlan asked) {
        return with(change -> change.faults = asked);
    }

    public Behaviour withServedModel(String asked) {
        return with(change -> change.servedModel = Optional.of(asked));
    }

    public Behaviour withServedTier(ServiceTier asked) {
        return with(change -> change.servedTier = Optional.of(asked));
    }

    public Behaviour withReplyTokens(TokenRange asked) {
        return with(change -> change.replyTokens = asked);
    }

    public Behaviour withCachedPercent(int asked) {
        return with(change -> change.cachedPercent = asked);
    }

    public Behaviour withReasoningTokens(int asked) {
        return with(change -> change.reasoningTokens = asked);
    }

    public Behaviour withCallsTools(boolean asked) {
        return with(change -> change.callsTools = asked);
    }

    public Behaviour withBillsAbandoned(boolean asked) {
        return with(change -> change.billsAbandoned = asked);
    }

    private Behaviour with(Consumer<Change> edit) {
        Change change = new Change(this);
        edit.accept(change);
        return change.made();
    }

    /** A copy that is being changed. */
    private static final class Change {
        Latency latency;
        int tokensPerSecond;
        FaultPlan faults;
        Optional<String> servedModel;
        Optional<ServiceTier> servedTier;
        TokenRange replyTokens;
        int cachedPercent;
        int reasoningTokens;
        boolean callsTools;
        boolean billsAbandoned;

        Change(Behaviour from) {
            latency = from.latency;
            tokensPerSecond = from.tokensPerSecond;
            faults = from.faults;
            servedModel = from.servedModel;
            servedTier = from.servedTier;
            replyTokens = from.replyTokens;
            cachedPercent = from.cachedPercent;
            reasoningTokens = from.reasoningTokens;
            callsTools = from.callsTools;
            billsAbandoned = from.billsAbandoned;
        }

        Behaviour made() {
            return new Behaviour(
                    latency,
                    tokensPerSecond,
                    faults,
                    servedModel,
                    servedTier,
                    replyTokens,
                    cachedPercent,
                    reasoningTokens,
                    callsTools,
                    billsAbandoned);
        }
    }
}
