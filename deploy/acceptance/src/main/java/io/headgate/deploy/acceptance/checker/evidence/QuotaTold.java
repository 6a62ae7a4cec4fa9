package io.headgate.deploy.acceptance.checker.evidence;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How much of a limit is used, as the router told it or as a table shows it.
 *
 * @param limit null when there is none any more
 * @param overshot the part of spent that was used beyond what was held
 * @param windowStart in milliseconds since the epoch
 * @param windowEnd exclusive, in milliseconds since the epoch; {@link Long#MAX_VALUE} where a window has no end
 * @param order greater in each later state of the same limit
 */
public record QuotaTold(
        Limited limited,
        @Nullable BigDecimal limit,
        BigDecimal spent,
        BigDecimal reserved,
        BigDecimal overshot,
        long windowStart,
        long windowEnd,
        long order) {
    /**
     * What is limited.
     *
     * @param project the one it counts; null when it counts all
     * @param model the one it counts; null when it counts all
     * @param measure {@code tokens}, {@code cost}, {@code requests} or {@code in_flight}
     * @param window {@code minute}, {@code day}, {@code month} or {@code now}
     * @param currency of a cost; null of anything else
     */
    public record Limited(
            String tenant,
            @Nullable String project,
            @Nullable String model,
            String measure,
            String window,
            @Nullable String currency) {
        /** Whether it counts an attempt of this project on this model. */
        public boolean counts(String ofProject, String onModel) {
            return (project == null || project.equals(ofProject)) && (model == null || model.equals(onModel));
        }

        @Override
        public String toString() {
            return tenant
                    + " " + measure
                    + (currency == null ? "" : " " + currency)
                    + " " + window
                    + (project == null ? "" : " of project " + project)
                    + (model == null ? "" : " on " + model);
        }
    }

    /** One limit in one of its windows. */
    public record Window(Limited limited, long start) {
        @Override
        public String toString() {
            return limited + " from " + java.time.Instant.ofEpochMilli(start);
        }
    }

    public Window inWindow() {
        return new Window(limited, windowStart);
    }
}
