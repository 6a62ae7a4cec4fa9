package io.headgate.metering.aggregate;

import io.headgate.schemas.id.PriceId;
import io.headgate.schemas.message.Increment.Line;
import java.util.Comparator;
import java.util.Currency;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

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
            .thenComparing(Line::currency, Comparator.nullsFirst(Comparator.comparing(Currency::getCurrencyCode)))
            .thenComparing(Line::price, Comparator.nullsFirst(Comparator.<PriceId>naturalOrder()))
            .thenComparing(Line::variant, Comparator.nullsFirst(Comparator.<String>naturalOrder()))
            .thenComparing(Line::correction)
            .thenComparing(Line::tags, LineOrder::compareTags);

    private LineOrder() {}

    private static int compareTags(Map<String, String> one, Map<String, String> other) {
        int bySize = Integer.compare(one.size(), other.size());
        if (bySize != 0 || one.isEmpty()) {
            return bySize;
        }
        Iterator<Map.Entry<String, String>> others =
                new TreeMap<>(other).entrySet().iterator();
        for (Map.Entry<String, String> tag : new TreeMap<>(one).entrySet()) {
            Map.Entry<String, String> against = others.next();
            int byName = tag.getKey().compareTo(against.getKey());
            int byTag = byName != 0 ? byName : tag.getValue().compareTo(against.getValue());
            if (byTag != 0) {
                return byTag;
            }
        }
        return 0;
    }
}
