package io.headgate.metering.export;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A view of schema {@code finance}, as the database describes it.
 *
 * @param shows what it shows; empty when it does not say
 * @param columns in their order
 */
public record FinanceView(String name, String shows, List<Column> columns) {
    private static final Set<String> TENANT_COLUMNS = Set.of("tenant", "x_Tenant");
    private static final String CHARGE_PERIOD = "ChargePeriodStart";

    public FinanceView {
        columns = List.copyOf(columns);
    }

    /** A column and its type in SQL, as {@code information_schema} names it. */
    public record Column(String name, String type) {
        boolean isDay() {
            return type.equals("date");
        }

        boolean isTime() {
            return isDay() || type.startsWith("timestamp");
        }
    }

    /** By which a span of time is chosen: FOCUS's charge period, elsewhere the first column that is a time. */
    Optional<Column> when() {
        return columns.stream()
                .filter(column -> column.name().equals(CHARGE_PERIOD))
                .findFirst()
                .or(() -> columns.stream().filter(Column::isTime).findFirst());
    }

    /** Whose the row is, where the view says it. */
    Optional<Column> tenant() {
        return columns.stream()
                .filter(column -> TENANT_COLUMNS.contains(column.name()))
                .findFirst();
    }
}
