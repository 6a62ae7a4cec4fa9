package io.headgate.deploy.cli.tenants;

import io.headgate.api.access.audit.Actor;
import io.headgate.api.access.tenants.TenantDesk;
import io.headgate.schemas.catalog.read.ReadSettings;
import io.headgate.schemas.catalog.shape.Problem;
import io.headgate.schemas.id.TenantId;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;

/**
 * Settings that are to be a tenant's.
 *
 * @param settings all of them, as YAML
 * @param what is changed, in words that a sentence begins with
 * @param words a line for each problem
 */
record Change(TenantId tenant, String settings, String what, Function<Problem, String> words) {
    /** Only looks whether they may be put in force; returns the exit code. */
    int check(TenantDesk desk, PrintWriter out) {
        return told(desk.check(tenant, settings, Actor.onTheCommandLine()), "are valid.", out);
    }

    /**
     * Puts them in force; returns the exit code.
     *
     * @param remark comes after the sentence that says so
     */
    int set(TenantDesk desk, String remark, PrintWriter out) {
        return told(desk.set(tenant, settings, Actor.onTheCommandLine()), "are in force." + remark, out);
    }

    private int told(ReadSettings read, String good, PrintWriter out) {
        return switch (read) {
            case ReadSettings.Valid _ -> {
                out.println(what + " " + good);
                yield 0;
            }
            case ReadSettings.Invalid(List<Problem> problems) -> {
                problems.forEach(problem -> out.println(words.apply(problem)));
                out.println(
                        "Not set: %d %s.".formatted(problems.size(), problems.size() == 1 ? "problem" : "problems"));
                yield 1;
            }
        };
    }
}
