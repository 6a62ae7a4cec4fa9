package io.headgate.worker.call.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.Rating;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.wire.StreamStep;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says when a streamed reply has become longer or dearer than was reserved for it, by more than a margin: a provider that
 * minds its cap is never cut off. What the provider counts itself is believed with a small margin; characters tell tokens
 * by a rule of thumb only, so an estimate has to be twice as much. Not thread-safe.
 */
public final class OutputCap {
    private static final int CHARACTERS_PER_TOKEN = 4;
    /** How many tokens may come between two looks at an estimate. */
    private static final int LOOK_EVERY = 64;

    private final long tokens;
    private final @Nullable Money amount;
    private final @Nullable Price price;
    private long characters;
    private long nextLook;

    private OutputCap(long tokens, @Nullable Money amount, @Nullable Price price) {
        this.tokens = tokens;
        this.amount = amount;
        this.price = price;
    }

    /** The cap of a dispatch: the tokens it reserved for all choices together, and the amount. */
    public static OutputCap of(Dispatch dispatch) {
        Reservation reserved = dispatch.reservation();
        Price price = dispatch.price();
        if (price != null) {
            Usage input = new Usage(Map.of(Meter.INPUT, reserved.inputTokens()), Usage.Source.ESTIMATED);
            price = price.applyingTo(input);
        }
        return new OutputCap(reserved.outputTokens(), reserved.amount(), price);
    }

    /**
     * What was found to be too much, for people.
     *
     * @param seen {@code 412 output tokens, estimated}
     * @param allowed what was reserved
     */
    public record Exceeded(String seen, String allowed) {}

    private enum Count {
        REPORTED(new BigDecimal("1.125"), 64),
        ESTIMATED(new BigDecimal("2"), 256);

        private final BigDecimal margin;
        private final int more;

        Count(BigDecimal margin, int more) {
            this.margin = margin;
            this.more = more;
        }

        /** What is allowed with the margin. */
        BigDecimal of(BigDecimal reserved) {
            return reserved.multiply(margin);
        }

        BigDecimal ofTokens(long reserved) {
            return of(BigDecimal.valueOf(reserved)).add(BigDecimal.valueOf(more));
        }

        String words(String what) {
            return this == ESTIMATED ? what + ", estimated" : what;
        }
    }

    /** Counts what has come; empty while there may be more. */
    public Optional<Exceeded> after(StreamStep step) {
        for (JsonNode chunk : step.chunks()) {
            characters += ChunkTexts.characters(chunk);
        }
        Usage reported = step.usage();
        if (reported != null && reported.outputTokens() > 0) {
            return exceeded(reported, Count.REPORTED);
        }
        long estimated = characters / CHARACTERS_PER_TOKEN;
        if (estimated < nextLook) {
            return Optional.empty();
        }
        nextLook = estimated + LOOK_EVERY;
        return exceeded(new Usage(Map.of(Meter.OUTPUT, estimated), Usage.Source.ESTIMATED), Count.ESTIMATED);
    }

    private Optional<Exceeded> exceeded(Usage usage, Count count) {
        long output = usage.outputTokens();
        if (tokens > 0 && BigDecimal.valueOf(output).compareTo(count.ofTokens(tokens)) > 0) {
            return Optional.of(new Exceeded(count.words(output + " output tokens"), tokens + " output tokens"));
        }
        if (amount == null || amount.amount().signum() == 0 || !(cost(usage) instanceof Cost.Priced(Money cost))) {
            return Optional.empty();
        }
        boolean dearer =
                cost.currency().equals(amount.currency()) && cost.amount().compareTo(count.of(amount.amount())) > 0;
        return dearer
                ? Optional.of(new Exceeded(count.words(cost + " of output"), amount.toString()))
                : Optional.empty();
    }

    /** Of the output alone: what the input costs, it has cost. */
    private Cost cost(Usage usage) {
        Map<Meter, Long> output =
                Map.of(Meter.OUTPUT, usage.of(Meter.OUTPUT), Meter.REASONING, usage.of(Meter.REASONING));
        return Rating.rate(new Usage(output, usage.source(), usage.tier()), price);
    }
}
