package io.headgate.schemas.process;

import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.process.management.ManagementServer;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Services running in this JVM: one Micronaut context with the beans of the roles that were asked for. */
public final class ServiceProcess implements AutoCloseable {
    private final ApplicationContext context;
    private final EmbeddedServer http;

    private ServiceProcess(ApplicationContext context) {
        this.context = context;
        this.http = context.getBean(EmbeddedServer.class);
    }

    /**
     * Starts the roles. Returns when their beans are up; they take work as soon as a catalogue is in force.
     *
     * @param beans further ones, for whoever embeds it
     * @throws StartRefusedException when the topics are missing, or their partition counts disagree
     */
    public static ServiceProcess start(Set<Role> roles, ServiceSettings settings, Codecs codecs, Object... beans) {
        Topics.check(settings.kafka());
        Map<String, Object> properties = new HashMap<>(settings.properties());
        if (settings.database() == null) {
            properties.keySet().removeIf(name -> name.startsWith("datasources."));
        }
        EnumSet.copyOf(roles).forEach(role -> properties.put(role.property(), "true"));
        ApplicationContext context = ApplicationContext.builder()
                .properties(properties)
                .singletons(settings, settings.kafka(), codecs)
                .singletons(beans)
                .banner(false)
                .build()
                .start();
        ServiceProcess process = new ServiceProcess(context);
        process.http.start();
        return process;
    }

    /** Where this process listens for its clients. */
    public URI address() {
        return http.getURI();
    }

    /** Where those who run it find health, metrics and log levels; loopback only. */
    public URI management() {
        return context.getBean(EmbeddedServer.class, Qualifiers.byName(ManagementServer.NAME))
                .getURI();
    }

    /** A bean of the running process, for whoever embeds it. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Stops taking work, finishes or gives back what is under way, and closes. */
    @Override
    public void close() {
        http.stop();
        context.close();
    }
}
