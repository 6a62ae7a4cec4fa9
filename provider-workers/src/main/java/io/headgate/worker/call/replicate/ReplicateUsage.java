package io.headgate.worker.call.replicate;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.chat.Counts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a prediction was measured by: tokens where the model is billed by them, else the time of its machine. Never both,
 * as nobody pays both.
 */
final class ReplicateUsage {
    static final String OUTPUT = "output_token_count";
    private static final String INPUT = "input_token_count";
    /** A prediction runs for half an hour at most; a year is a mistake. */
    private static final BigDecimal MOST_SECONDS = new BigDecimal(365L * 24 * 60 * 60);

    private static final int MOST_DECIMALS = 30;

    private ReplicateUsage() {}

    /** Null when it was measured by neither: then it never ran. */
    static @Nullable Usage of(JsonNode prediction) {
        Usage tokens = tokens(prediction);
        if (tokens != null) {
            return tokens;
        }
        JsonNode time = prediction.path("metrics").path("predict_time");
        return time.isNumber() && isSeconds(time.decimalValue())
                ? reported(Map.of(Meter.SECOND, wholeSeconds(time.decimalValue()), Meter.REQUEST, 1L))
                : null;
    }

    /** What OpenAI has words for; null when tokens were not counted. */
    static @Nullable Usage tokens(JsonNode prediction) {
        JsonNode input = prediction.path("metrics").path(INPUT);
        JsonNode output = prediction.path("metrics").path(OUTPUT);
        return Counts.isCount(input) && Counts.isCount(output)
                ? reported(Map.of(Meter.INPUT, input.longValue(), Meter.OUTPUT, output.longValue(), Meter.REQUEST, 1L))
                : null;
    }

    /** Looks at its scale before all: rounding {@code 1e-999999999} would take all the memory there is. */
    private static boolean isSeconds(BigDecimal time) {
        return time.signum() >= 0 && time.scale() <= MOST_DECIMALS && time.compareTo(MOST_SECONDS) <= 0;
    }

    /** A second that was begun is one. */
    private static long wholeSeconds(BigDecimal time) {
        return time.setScale(0, RoundingMode.CEILING).longValueExact();
    }

    private static Usage reported(Map<Meter, Long> quantities) {
        return new Usage(quantities, Usage.Source.REPORTED);
    }
}
