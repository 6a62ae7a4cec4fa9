package io.headgate.api.wiring;

import io.headgate.api.access.Entrance;
import io.headgate.api.access.Guesses;
import io.headgate.api.access.KeyDesk;
import io.headgate.api.access.KeyStore;
import io.headgate.api.access.KeyedEntrance;
import io.headgate.api.access.KnownKeys;
import io.headgate.api.access.LastUses;
import io.headgate.api.access.Pepper;
import io.headgate.api.access.PepperSource;
import io.headgate.api.access.store.LastUseWriter;
import io.headgate.schemas.process.StartRefusedException;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The door that asks for keys: unless somebody says otherwise, this one. */
@Factory
@Requires(property = OpenDoor.SETTING, value = "false", defaultValue = "false")
final class KeyedDoor {
    /** Read at the start: a process that could let nobody in must not look as if it could. */
    @Context
    Pepper pepper(@Value("${" + PepperSource.SETTING + ":`" + PepperSource.BY_DEFAULT + "`}") String reference) {
        try {
            return PepperSource.read(reference, System.getenv());
        } catch (IllegalArgumentException refused) {
            throw new StartRefusedException("%s. Or, on one machine where nobody else reaches the port: --set %s=true"
                    .formatted(refused.getMessage(), OpenDoor.SETTING));
        }
    }

    @Singleton
    KnownKeys knownKeys(KeyStore store) {
        return new KnownKeys(store::find, Clock.systemUTC());
    }

    @Singleton
    KeyDesk keyDesk(KeyStore store, Pepper pepper, KnownKeys known) {
        return new KeyDesk(store, () -> pepper, known::forget, Clock.systemUTC());
    }

    @Singleton
    LastUses lastUses() {
        return new LastUses();
    }

    @Bean(preDestroy = "close")
    @Context
    LastUseWriter lastUseWriter(LastUses uses, KeyStore store) {
        LastUseWriter writer = new LastUseWriter(uses, store);
        writer.start();
        return writer;
    }

    @Singleton
    Entrance entrance(KnownKeys known, Pepper pepper, LastUses uses) {
        return new KeyedEntrance(known, new Guesses(Clock.systemUTC()), pepper, uses, Clock.systemUTC());
    }
}
