package io.headgate.metering.aggregate;

import io.headgate.schemas.message.Increment.Line;
import java.util.Comparator;
import java.util.Currency;

/**
 * The one order in which lines are written. All writers keep to it, so two of them never wait for each other in a
 * circle; it is total and agrees with equals.
 */
public final class LineOrder {
    public static final Comparator<Line> INSTANCE = Comparator.comparing(Line::tenant)
            .thenComparing(Line::minute)
            .thenComparing(Line::project)
            .thenComparing(line -> line.alias().value())
            .thenComparing(line -> line.target().provider().value())
            .thenComparing(line -> line.target().endpoint().value())
            .thenComparing(line -> line.target().model().value())
            .thenComparing(line -> line.target().providerModel())
            .thenComparing(Line::currency, Comparator.nullsFirst(Comparator.comparing(Currency::getCurrencyCode)));

    private LineOrder() {}
}
