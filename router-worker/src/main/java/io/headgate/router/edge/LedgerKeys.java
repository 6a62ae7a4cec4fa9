package io.headgate.router.edge;

import io.headgate.router.budget.AccountId;
import io.headgate.router.budget.CounterKey;
import io.headgate.router.budget.OrphanedCall;
import io.headgate.router.budget.Scope;
import io.headgate.router.budget.WindowId;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.TenantId;
import java.time.Instant;
import java.util.Currency;

/**
 * The keys of the ledger's entries. A slash parts their fields: none of a tenant, a measure, a window and a currency has one
 * in it, and a project, which may, comes last. So no two meet, and each can be read back.
 */
final class LedgerKeys {
    static final String ACCOUNTS = "a/";
    static final String PAST = "w/";
    static final String SEQUENCE = "s";

    static final String HOLDINGS = "h/";
    private static final String ORPHANS = "o/";
    private static final String PROJECT = "p/";
    private static final String MODEL = "m/";

    private LedgerKeys() {}

    static String of(AccountId id) {
        return ACCOUNTS + id.tenant() + behind(id.scope());
    }

    static String of(WindowId id) {
        return windowsUpTo(id, id.opened()) + behind(id.account().scope());
    }

    /** In the order of their starts, within their tenant. */
    static String of(TenantId tenant, OrphanedCall call) {
        return orphansUpTo(tenant, call.startedAt()) + "/" + call.attempt();
    }

    static String orphansOf(TenantId tenant) {
        return ORPHANS + tenant + "/";
    }

    /** Behind all of the tenant's that started before a moment. */
    static String orphansUpTo(TenantId tenant, Instant moment) {
        return orphansOf(tenant) + "%013d".formatted(Math.max(0, moment.toEpochMilli()));
    }

    /** In front of the windows of the same limit, of whatever scope. */
    static String windowsOf(WindowId id) {
        CounterKey key = id.key();
        return PAST + id.account().tenant() + "/" + key.measure() + "/" + key.window() + "/"
                + (key.currency() == null ? "" : key.currency().getCurrencyCode()) + "/";
    }

    /** Behind all of them that opened before a moment. */
    static String windowsUpTo(WindowId id, Instant moment) {
        return windowsOf(id) + moment.toEpochMilli();
    }

    static String of(TenantId tenant, AttemptId attempt) {
        return holdingsOf(tenant) + attempt;
    }

    static String holdingsOf(TenantId tenant) {
        return HOLDINGS + tenant + "/";
    }

    static TenantId tenantOfHolding(String key) {
        return new TenantId(key.split("/", 3)[1]);
    }

    static AttemptId attemptOfHolding(String key) {
        return new AttemptId(key.split("/", 3)[2]);
    }

    /** The first key that no key with this prefix is behind. */
    static String end(String prefix) {
        return prefix.substring(0, prefix.length() - 1) + (char) ('/' + 1);
    }

    static AccountId account(String key) {
        String[] fields = key.split("/", 3);
        return new AccountId(new TenantId(fields[1]), fields.length == 3 ? scope(fields[2]) : Scope.TENANT);
    }

    static WindowId window(String key) {
        String[] fields = key.split("/", 7);
        Scope scope = fields.length == 7 ? scope(fields[6]) : Scope.TENANT;
        CounterKey counter = new CounterKey(
                Measure.valueOf(fields[2]),
                Window.valueOf(fields[3]),
                fields[4].isEmpty() ? null : Currency.getInstance(fields[4]));
        return new WindowId(
                new AccountId(new TenantId(fields[1]), scope),
                counter,
                Instant.ofEpochMilli(Long.parseLong(fields[5])));
    }

    private static String behind(Scope scope) {
        return switch (scope) {
            case Scope.WholeTenant() -> "";
            case Scope.Project(String name) -> "/" + PROJECT + name;
            case Scope.OnModel(ModelName model) -> "/" + MODEL + model;
        };
    }

    private static Scope scope(String text) {
        String name = text.substring(PROJECT.length());
        return text.startsWith(PROJECT) ? new Scope.Project(name) : new Scope.OnModel(new ModelName(name));
    }
}
