package io.headgate.deploy.cli;

import io.headgate.api.access.UnreachableException;
import io.headgate.deploy.standalone.Standalone;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/** Prints the keys that the first start makes: an application's, with a quick start for OpenAI's clients, and an administrator's. */
final class FirstKeys {
    private static final String INDENT = " ".repeat(12);

    private final PrintWriter out;
    private final QuickStart quickStart;

    FirstKeys(PrintWriter out, QuickStart quickStart) {
        this.out = out;
        this.quickStart = quickStart;
    }

    /** Prints what is made now; nothing where both are made already, or no keys are asked for. */
    void print(Standalone standalone) {
        Optional<String> client =
                made("API key  ", standalone::clientKey, "client --tenant " + Standalone.FIRST_TENANT);
        client.ifPresent(key -> client(key, standalone.connection().api()));
        Optional<String> admin = made("Admin key", standalone::bootstrapKey, "admin");
        admin.ifPresent(this::admin);
        if (client.isPresent() || admin.isPresent()) {
            indented("Each key is shown this once and kept nowhere. For another application:");
            indented("headgate keys create --role client --tenant acme --label 'my application'");
        }
    }

    private void client(String key, URI api) {
        out.println("  API key   for applications of the tenant " + Standalone.FIRST_TENANT
                + ". OpenAI's clients need an address and a key:");
        quickStart.lines(api, key).forEach(this::indented);
        if (!quickStart.served()) {
            indented(
                    "The catalogue does not serve the tenant %s yet: it needs defaults.tier, or the tenant by its name."
                            .formatted(Standalone.FIRST_TENANT));
        }
    }

    private void admin(String key) {
        out.println("  Admin key " + key);
        indented(
                "An administrator's: it may do everything, and names a tenant with each request (header headgate-tenant).");
    }

    private Optional<String> made(String what, Supplier<Optional<String>> making, String role) {
        try {
            return making.get();
        } catch (UnreachableException away) {
            out.println("  %s none was made (%s). Later: headgate keys create --role %s --label me"
                    .formatted(what, away.getMessage(), role));
            return Optional.empty();
        }
    }

    private void indented(String line) {
        out.println(INDENT + line);
    }
}
