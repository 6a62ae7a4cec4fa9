package io.headgate.api.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a key is for: a name for the scopes that it has unless it is given fewer. */
public enum KeyRole {
    /** An application: sends, sees and cancels what is its tenant's. */
    CLIENT(EnumSet.of(Scope.SUBMIT, Scope.READ, Scope.CANCEL)),
    /** Somebody who looks: at results, at routing, at the books. */
    READER(EnumSet.of(Scope.READ, Scope.OPERATE)),
    /** Somebody on call: sees all, cancels, and sends again what has failed. */
    OPERATOR(EnumSet.of(Scope.READ, Scope.CANCEL, Scope.REPLAY, Scope.OPERATE)),
    /** Everything: tenants, projects, keys, limits, and what all others may do. */
    ADMIN(EnumSet.allOf(Scope.class));

    private final Set<Scope> scopes;

    KeyRole(Set<Scope> scopes) {
        this.scopes = Set.copyOf(scopes);
    }

    /** The most that a key of this role may do. */
    public Set<Scope> scopes() {
        return scopes;
    }

    /** As it is written in JSON, in the table and on the command line. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<KeyRole> named(String wireName) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(wireName))
                .findFirst();
    }
}
