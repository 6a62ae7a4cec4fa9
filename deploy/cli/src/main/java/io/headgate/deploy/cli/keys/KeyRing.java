package io.headgate.deploy.cli.keys;

import io.headgate.api.access.KeyDesk;
import io.headgate.api.access.KeyStore;
import io.headgate.api.access.KeyView;
import io.headgate.api.access.StoredKey;
import io.headgate.api.access.audit.AuditLog;
import io.headgate.api.access.store.JdbcAuditLog;
import io.headgate.api.access.store.JdbcKeyStore;
import io.headgate.api.access.store.Transactions;
import io.headgate.deploy.cli.BooksDatabase;
import io.headgate.deploy.cli.ConnectOptions;
import io.headgate.schemas.process.DatabaseOptions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Mixin;

/** Which installation's keys a command is about. */
final class KeyRing {
    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    /** Asks for the pepper where a key is made. */
    KeyDesk desk() {
        return new KeyDesk(store(), connect::pepper, _ -> {}, Clock.systemUTC());
    }

    KeyStore store() {
        return new JdbcKeyStore(transactions());
    }

    AuditLog audit() {
        return new JdbcAuditLog(transactions());
    }

    private Transactions transactions() {
        return new Transactions(BooksDatabase.of(connect.database(database)));
    }

    /** Keys as they are at this moment. */
    static List<KeyView> views(List<StoredKey> keys) {
        Instant now = Instant.now();
        return keys.stream().map(key -> KeyView.of(key, now)).toList();
    }
}
