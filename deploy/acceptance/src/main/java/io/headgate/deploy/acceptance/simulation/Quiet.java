package io.headgate.deploy.acceptance.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Thousands of worlds would log a line for each thing that goes wrong in them, as it is meant to. */
final class Quiet {
    private static final List<String> MACHINES =
            List.of("io.headgate.router", "io.headgate.worker", "io.headgate.metering");

    private Quiet() {}

    static void make() {
        for (String name : MACHINES) {
            if (LoggerFactory.getLogger(name) instanceof Logger logger) {
                logger.setLevel(Level.OFF);
            }
        }
    }
}
