package io.headgate.metering.alert.books;

import io.headgate.metering.alert.Observation.Quota;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Where it is known how much of each limit is used. */
@FunctionalInterface
public interface QuotaSource {
    /** The quotas whose window a moment is in, one for each limit; blocks. */
    List<Quota> at(Connection connection, Instant now) throws SQLException;
}
