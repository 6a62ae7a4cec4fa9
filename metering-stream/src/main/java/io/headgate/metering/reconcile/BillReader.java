package io.headgate.metering.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.metering.input.CsvTable;
import io.headgate.metering.input.ExactJson;
import io.headgate.schemas.process.OptionError;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the pages of a bill. Days are those of UTC; buckets of hours or minutes add up to them. */
public final class BillReader {
    private final TreeSet<LocalDate> days = new TreeSet<>();
    private final List<BilledLine> lines = new ArrayList<>();
    private @Nullable Currency currency;
    private @Nullable BillFormat format;
    /** The last page, if it says that there are more. */
    private @Nullable String unfinished;

    /** @param format null to tell it from what is found */
    public BillReader(@Nullable BillFormat format) {
        this.format = format;
    }

    /**
     * Adds a page of a provider's interface (JSON), or a table that its console exports (CSV). Pages are added in their order:
     * one that has more behind it is not the last.
     *
     * @param name what it is, for the error
     * @throws OptionError when it is neither, or of another format or currency than those before
     */
    public void add(String name, String text) {
        if (text.isBlank() || "{[".indexOf(text.strip().charAt(0)) >= 0) {
            addPage(name, text);
            return;
        }
        CsvTable table = CsvTable.read(name, text);
        if (OpenAiCsv.wrote(table)) {
            addBuckets(name + ", row ", OpenAiCsv.buckets(table));
        } else {
            addUsage(name, AnthropicCsv.lines(name, table));
        }
    }

    /** From its first row to its last: days in between without a row had no use. */
    private void addUsage(String name, List<BilledLine> rows) {
        expect(name, BillFormat.ANTHROPIC_USAGE);
        lines.addAll(rows);
        List<LocalDate> told = rows.stream().map(BilledLine::day).sorted().toList();
        if (!told.isEmpty()) {
            days.addAll(told.getFirst().datesUntil(told.getLast().plusDays(1)).toList());
        }
    }

    private void addPage(String name, String json) {
        JsonNode page = ExactJson.object(name, json);
        JsonNode buckets = page.path("data");
        if (!buckets.isArray()) {
            throw new OptionError(
                    "%s: seen no list 'data', allowed a page of a provider's costs or usage".formatted(name));
        }
        buckets.forEach(bucket -> addBucket(name, bucket));
        unfinished = page.path("has_more").asBoolean(false) ? name : null;
    }

    /** @param place to which a row's number is added, 1 for the first */
    private void addBuckets(String place, List<ObjectNode> rows) {
        int row = 0;
        for (JsonNode bucket : rows) {
            row++;
            addBucket(place + row, bucket);
        }
    }

    private void addBucket(String name, JsonNode bucket) {
        LocalDate day = day(name, bucket);
        days.add(day);
        for (JsonNode result : bucket.path("results")) {
            add(name, day, result);
        }
    }

    private void add(String name, LocalDate day, JsonNode result) {
        BillFormat seen = formatOf(name, result);
        expect(name, seen);
        BilledResult billed = BilledResult.of(name, seen, result);
        Currency own = billed.currency();
        if (own != null && currency != null && !own.equals(currency)) {
            throw new OptionError("%s: seen %s and %s, allowed one currency".formatted(name, currency, own));
        }
        currency = own == null ? currency : own;
        lines.add(new BilledLine(day, billed.model(), billed.quantities()));
    }

    /** All pages are of one format. */
    private void expect(String name, BillFormat seen) {
        if (format != null && format != seen) {
            throw new OptionError("%s: seen %s, allowed %s".formatted(name, seen, format));
        }
        format = seen;
    }

    /** Each shape has a field that no other has. */
    private static BillFormat formatOf(String name, JsonNode result) {
        if (result.path("amount").isObject()) {
            return BillFormat.OPENAI_COSTS;
        }
        if (result.has("amount")) {
            return BillFormat.ANTHROPIC_COST;
        }
        if (result.has("uncached_input_tokens")) {
            return BillFormat.ANTHROPIC_USAGE;
        }
        if (result.has("input_tokens")) {
            return BillFormat.OPENAI_USAGE;
        }
        throw new OptionError("%s: seen a result with none of amount, input_tokens, uncached_input_tokens, allowed one"
                .formatted(name));
    }

    /** OpenAI writes seconds since 1970, as text in its tables; Anthropic RFC 3339. */
    private static LocalDate day(String name, JsonNode bucket) {
        try {
            Instant start = moment(bucket.path("start_time"), bucket.path("starting_at"));
            Instant end = moment(bucket.path("end_time"), bucket.path("ending_at"));
            LocalDate day = LocalDate.ofInstant(start, ZoneOffset.UTC);
            boolean within = Duration.between(start, end).compareTo(Duration.ofDays(1)) <= 0
                    && day.equals(LocalDate.ofInstant(end.minusMillis(1), ZoneOffset.UTC));
            if (within) {
                return day;
            }
            throw new OptionError(
                    "%s: seen a bucket from %s to %s, allowed buckets within a day (UTC)".formatted(name, start, end));
        } catch (DateTimeException | ArithmeticException e) {
            throw new OptionError(
                    "%s: seen a bucket without its times, allowed start_time and end_time, or starting_at "
                                    .formatted(name)
                            + "and ending_at");
        }
    }

    private static Instant moment(JsonNode seconds, JsonNode text) {
        Optional<BigDecimal> told = ExactJson.decimal(seconds);
        return told.isPresent() ? Instant.ofEpochSecond(told.get().longValueExact()) : Instant.parse(text.asText());
    }

    /** @throws OptionError when pages are missing, had no bucket, or no result and nobody said what they are */
    public Bill bill() {
        if (unfinished != null) {
            throw new OptionError(
                    "%s: seen has_more: true and no page behind it, allowed all pages in their order, --file for each, "
                                    .formatted(unfinished)
                            + "up to the one that has no more");
        }
        if (days.isEmpty() || format == null) {
            throw new OptionError("--file: seen nothing that was billed, allowed a page with results, or one with "
                    + "buckets and --format");
        }
        return new Bill(days, format.tells(), currency, lines);
    }
}
