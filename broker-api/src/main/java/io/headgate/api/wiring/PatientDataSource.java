package io.headgate.api.wiring;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;

/** Lets a process start without Postgres, and lets nobody wait long for a connection: requests are served without it. */
@Singleton
final class PatientDataSource implements BeanCreatedEventListener<DatasourceConfiguration> {
    private static final long CONNECT_AT_FIRST_USE = -1;
    private static final long CONNECTION_WITHIN_MS = 2_000;

    @Override
    public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> event) {
        DatasourceConfiguration configuration = event.getBean();
        configuration.setInitializationFailTimeout(CONNECT_AT_FIRST_USE);
        configuration.setConnectionTimeout(CONNECTION_WITHIN_MS);
        return configuration;
    }
}
