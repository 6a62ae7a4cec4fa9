package io.headgate.api.http.admin;

import io.headgate.api.access.Caller;
import io.headgate.api.access.audit.Actor;

/** Callers as the audit log has them. */
public final class Actors {
    private Actors() {}

    public static Actor of(Caller caller) {
        return new Actor(caller.name(), Actor.Via.HTTP);
    }
}
