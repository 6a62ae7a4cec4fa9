package io.headgate.deploy.benchmarks.flow;

import io.headgate.deploy.benchmarks.jvm.Allocation;
import io.headgate.deploy.benchmarks.jvm.ChildJvm;
import io.headgate.deploy.benchmarks.jvm.Usage;
import io.headgate.deploy.benchmarks.rig.Postgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;

/** A process that has a part in the work, or a server with all its processes. */
sealed interface Part {
    String name();

    /** What it has used until now. */
    Usage usage();

    /** Bytes that it has allocated until now; empty for what is no JVM. */
    OptionalLong allocated();

    /** A JVM that was started for the measurement. */
    record Jvm(String name, ChildJvm process) implements Part {
        @Override
        public Usage usage() {
            return process.usage();
        }

        @Override
        public OptionalLong allocated() {
            return OptionalLong.of(process.allocated());
        }
    }

    /** The Postgres that a connection leads to. */
    record Books(Connection connection) implements Part {
        @Override
        public String name() {
            return "Postgres";
        }

        @Override
        public Usage usage() {
            try {
                return Postgres.usage(connection);
            } catch (SQLException e) {
                throw new IllegalStateException("Postgres does not tell of its processes", e);
            }
        }

        @Override
        public OptionalLong allocated() {
            return OptionalLong.empty();
        }
    }

    /** This process: it sends requests, and reads results. */
    record Load() implements Part {
        @Override
        public String name() {
            return "load";
        }

        @Override
        public Usage usage() {
            return Usage.of(ProcessHandle.current());
        }

        @Override
        public OptionalLong allocated() {
            return OptionalLong.of(Allocation.total());
        }
    }
}
