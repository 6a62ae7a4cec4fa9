package io.headgate.schemas.webhook;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.ToIntFunction;

/** Where letters wait in Postgres, and how they ended is noted. Everything happens in the caller's transaction. */
public interface Letterbox<L extends Letter> {
    /** It has been delivered. */
    void delivered(Connection connection, L letter, Instant now) throws SQLException;

    /** It has not been delivered, and is tried again. */
    void later(Connection connection, L letter, Instant next, String problem) throws SQLException;

    /** It has not been delivered, and is tried no more. */
    void givenUp(Connection connection, L letter, Instant now, String problem) throws SQLException;

    /** Takes what is due out of the outbox. */
    @FunctionalInterface
    interface Claim<L extends Letter> {
        /**
         * Letters that are due.
         *
         * @param free how many more of a receiver may be taken
         * @param until nobody else gets them before then
         */
        List<L> due(Connection connection, ToIntFunction<String> free, Instant now, Instant until) throws SQLException;
    }
}
