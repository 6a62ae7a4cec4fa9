package io.headgate.api.access;

/** Says who a caller is. May block while a table is read. */
@FunctionalInterface
public interface Entrance {
    Entry enter(Presented presented);
}
