package io.headgate.deploy.acceptance.checker.read;

import io.headgate.deploy.acceptance.checker.evidence.QuotaTold;
import io.headgate.deploy.acceptance.checker.evidence.Sum;
import io.headgate.deploy.acceptance.checker.evidence.Usage;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** Facts of what is counted: limits and increments. */
record BookFacts(Names names) {
    /** @param order of the record among those of its partition */
    QuotaTold quota(long order, Fields state) {
        long end = state.number("windowEnd");
        return new QuotaTold(
                new QuotaTold.Limited(
                        names.of(state.needed("tenant")),
                        names.ofNullable(state.text("project")),
                        names.ofNullable(state.text("model")),
                        names.of(state.needed("measure")),
                        names.of(state.needed("window")),
                        names.ofNullable(state.text("currency"))),
                state.decimal("limit"),
                state.decimalOrZero("spent"),
                state.decimalOrZero("reserved"),
                state.decimalOrZero("overshot"),
                state.number("windowStart"),
                end == 0 ? Long.MAX_VALUE : end,
                order);
    }

    Sum.Line line(Fields increment) {
        return new Sum.Line(
                month(increment.number("minute")),
                names.of(increment.needed("tenant")),
                names.of(increment.neededRecord("target").needed("model")),
                names.of(increment.textOrEmpty("currency")));
    }

    /** What it adds; a correction adds no attempts. */
    static Sum sum(Fields increment) {
        Usage used = new Usage(increment.numbers("quantities"), false);
        return new Sum(
                increment.number("attempts"),
                used.inputTokens(),
                used.outputTokens(),
                increment.decimalOrZero("amount"));
    }

    static String month(long epochMillis) {
        return YearMonth.from(Instant.ofEpochMilli(epochMillis).atOffset(ZoneOffset.UTC))
                .toString();
    }
}
