package io.headgate.deploy.acceptance.acls;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What the broker of this JVM has denied to whom, from its audit log: clients may get along without, and say nothing. */
final class Denials implements AutoCloseable {
    private static final String AUDIT = "kafka.authorizer.logger";

    private final Logger log = (Logger) LoggerFactory.getLogger(AUDIT);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    Denials() {
        log.setLevel(Level.INFO);
        log.setAdditive(false);
        appender.start();
        log.addAppender(appender);
    }

    /** What was denied to principals whose names begin like this. */
    List<String> of(String principal) {
        return List.copyOf(appender.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(said -> said.contains("is Denied") && said.contains("Principal = User:" + principal))
                .map(said -> said.replaceAll(" from host.*? on resource", " on"))
                .distinct()
                .toList();
    }

    @Override
    public void close() {
        log.detachAppender(appender);
        log.setAdditive(true);
        log.setLevel(null);
    }
}
