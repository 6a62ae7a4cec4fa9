package io.headgate.api.wiring;

import io.headgate.api.access.Entrance;
import io.headgate.api.access.OpenEntrance;
import io.headgate.schemas.process.StartRefusedException;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door that lets everybody in: only where somebody says so, and only on loopback. */
@Factory
@Requires(property = OpenDoor.SETTING, value = "true")
final class OpenDoor {
    static final String SETTING = "headgate.api.open";

    private static final Logger log = LoggerFactory.getLogger(OpenDoor.class);

    @Context
    Entrance entrance(@Value("${micronaut.server.host:}") String host) {
        if (!isLoopback(host)) {
            throw new StartRefusedException(
                    "%s: seen true while listening on '%s', allowed on loopback only: everybody would be let in as whoever they say they are"
                            .formatted(SETTING, host));
        }
        log.atInfo().log("no API keys are asked for: whoever reaches {} may do everything", host);
        return new OpenEntrance();
    }

    private static boolean isLoopback(String host) {
        try {
            return !host.isEmpty() && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException nowhere) {
            return false;
        }
    }
}
