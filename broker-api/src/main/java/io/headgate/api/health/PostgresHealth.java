package io.headgate.api.health;

import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/** Whether Postgres answers; {@link IndexHealth#DEGRADED} where it does not, since requests are taken in without it. */
@Singleton
@Readiness
public final class PostgresHealth extends AbstractHealthIndicator<Map<String, Object>> {
    private static final int ANSWER_WITHIN_SECONDS = 2;

    private final DataSource dataSource;

    public PostgresHealth(DataSource dataSource) {
        this.dataSource = DelegatingDataSource.unwrapDataSource(dataSource);
    }

    @Override
    protected Map<String, Object> getHealthInformation() {
        try (Connection connection = dataSource.getConnection()) {
            if (connection.isValid(ANSWER_WITHIN_SECONDS)) {
                healthStatus = HealthStatus.UP;
                return Map.of();
            }
            return degraded("no answer within " + ANSWER_WITHIN_SECONDS + " s");
        } catch (SQLException e) {
            return degraded("no connection: state " + e.getSQLState());
        }
    }

    private Map<String, Object> degraded(String problem) {
        healthStatus = IndexHealth.DEGRADED;
        return Map.of("problem", problem);
    }

    @Override
    protected String getName() {
        return "postgres";
    }
}
