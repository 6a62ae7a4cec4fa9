package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.avro.AlertState;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Alert;
import java.time.Instant;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** What somebody should look at. */
public final class Alerts implements Mapping<Alert, io.headgate.schemas.avro.Alert> {
    @Override
    public Schema schema() {
        return io.headgate.schemas.avro.Alert.getClassSchema();
    }

    @Override
    public io.headgate.schemas.avro.Alert toAvro(Alert alert) {
        Alert.Scope scope = alert.scope();
        return io.headgate.schemas.avro.Alert.newBuilder()
                .setId(alert.id())
                .setState(avro(alert.state()))
                .setKind(alert.kind().wireName())
                .setRule(alert.rule())
                .setTenant(Absent.or(scope.tenant(), TenantId::value))
                .setProject(scope.project())
                .setAlias(Absent.or(scope.alias(), Alias::value))
                .setProvider(Absent.or(scope.provider(), ProviderName::value))
                .setModel(Absent.or(scope.model(), ModelName::value))
                .setMessage(alert.message())
                .setMeasured(Absent.or(alert.measured(), Alerts::avro))
                .setWindowStart(Absent.or(alert.window(), Alert.Window::start))
                .setWindowEnd(Absent.or(alert.window(), Alert.Window::end))
                .setAt(alert.at())
                .build();
    }

    @Override
    public Alert toDomain(io.headgate.schemas.avro.Alert alert) {
        return new Alert(
                alert.getId(),
                domain(alert.getState()),
                Alert.Kind.ofWireName(alert.getKind()).orElse(Alert.Kind.OTHER),
                alert.getRule(),
                new Alert.Scope(
                        Absent.or(alert.getTenant(), TenantId::new),
                        alert.getProject(),
                        Absent.or(alert.getAlias(), Alias::new),
                        Absent.or(alert.getProvider(), ProviderName::new),
                        Absent.or(alert.getModel(), ModelName::new)),
                alert.getMessage(),
                Absent.or(alert.getMeasured(), Alerts::domain),
                window(alert.getWindowStart(), alert.getWindowEnd()),
                alert.getAt());
    }

    private static Alert.@Nullable Window window(@Nullable Instant start, @Nullable Instant end) {
        if ((start == null) != (end == null)) {
            throw new IllegalArgumentException("alert: allowed both of windowStart and windowEnd, or neither");
        }
        return start == null || end == null ? null : new Alert.Window(start, end);
    }

    private static io.headgate.schemas.avro.Measurement avro(Alert.Measurement measured) {
        return new io.headgate.schemas.avro.Measurement(measured.seen(), measured.threshold(), measured.unit());
    }

    private static Alert.Measurement domain(io.headgate.schemas.avro.Measurement measured) {
        return new Alert.Measurement(
                Parts.bounded(measured.getSeen()),
                Absent.or(measured.getThreshold(), Parts::bounded),
                measured.getUnit());
    }

    private static AlertState avro(Alert.State state) {
        return switch (state) {
            case RAISED -> AlertState.RAISED;
            case RESOLVED -> AlertState.RESOLVED;
        };
    }

    private static Alert.State domain(AlertState state) {
        return switch (state) {
            case RAISED -> Alert.State.RAISED;
            case RESOLVED -> Alert.State.RESOLVED;
        };
    }
}
