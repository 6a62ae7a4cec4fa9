package io.headgate.schemas.message;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody should look. Told once when it begins, and once when it ends.
 *
 * @param id the same for the same condition in the same window, raised and resolved; 1 character or more
 * @param rule its name in the catalogue; null when the alert needs none
 * @param message what happened and what to do; never prompt, completion or key
 * @param measured null when nothing was
 * @param window the time it looks at; null when it looks at a moment
 * @param at when it was raised or resolved
 */
public record Alert(
        String id,
        State state,
        Kind kind,
        @Nullable String rule,
        Scope scope,
        String message,
        @Nullable Measurement measured,
        @Nullable Window window,
        Instant at) {
    public Alert {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("alert: seen an empty id, allowed 1 character or more");
        }
    }

    /** Whether it begins or ends. */
    public enum State {
        RAISED,
        RESOLVED
    }

    /** What it is about. The wire name is the lower-case name and never changes. */
    public enum Kind {
        /** Spent passes a share of a limit. */
        BUDGET,
        /** At this pace a limit will be passed. */
        BUDGET_FORECAST,
        /** Cost is off its own average. */
        COST_DEVIATION,
        /** Cost or tokens of a request drift. */
        REQUEST_DRIFT,
        /** Requests move from one model to another. */
        SHARE_SHIFT,
        /** A model without a price was used. */
        UNPRICED,
        /** The provider served another model than the pinned one. */
        MODEL_MISMATCH,
        /** A model is near its deprecation date. */
        DEPRECATION,
        /** Replies break the contract of their route. */
        CONTRACT_VIOLATION,
        /** A provider fails too often. */
        PROVIDER_ERRORS,
        /** A request has waited too long to be processed. */
        OLD_REQUEST,
        /** The replacement of a model did worse than its route allows, and is tried no more. */
        CANARY_STOPPED,
        /** A model refuses what its lines say that it can, and is passed over for requests that need it. */
        CAPABILITY_REFUSED,
        /** A crash left calls behind that may have been billed. */
        ORPHANED_CALLS,
        /** What a newer Headgate says and this one has no name for; the message says what. Only ever read. */
        OTHER;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> ofWireName(String name) {
            return Arrays.stream(values())
                    .filter(kind -> kind.wireName().equals(name))
                    .findFirst();
        }
    }

    /**
     * What it is about; null means all of them.
     *
     * @param tenant null when it concerns the installation
     * @param project a value of the tag {@code project}
     */
    public record Scope(
            @Nullable TenantId tenant,
            @Nullable String project,
            @Nullable Alias alias,
            @Nullable ProviderName provider,
            @Nullable ModelName model) {
        /** The whole installation. */
        public static final Scope INSTALLATION = new Scope(null, null, null, null, null);
    }

    /**
     * What was measured. Both numbers have {@value Money#SCALE} decimals; more are refused, never rounded.
     *
     * @param threshold the one that was passed; null when there is none
     * @param unit of both: an ISO 4217 code, {@code share} (0.8 is 80 %), {@code tokens, requests, milliseconds} …
     */
    public record Measurement(BigDecimal seen, @Nullable BigDecimal threshold, String unit) {
        public Measurement {
            seen = seen.setScale(Money.SCALE, RoundingMode.UNNECESSARY);
            threshold = threshold == null ? null : threshold.setScale(Money.SCALE, RoundingMode.UNNECESSARY);
        }
    }

    /** A time from {@code start} until {@code end}, which is exclusive and later. */
    public record Window(Instant start, Instant end) {
        public Window {
            if (!end.isAfter(start)) {
                throw new IllegalArgumentException(
                        "alert, window: seen %s to %s, allowed an end after the start".formatted(start, end));
            }
        }
    }
}
