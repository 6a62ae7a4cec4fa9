package io.headgate.deploy.acceptance.simulation.world;

/** Somebody in a world who can do something. */
interface Actor {
    /** Does one thing; false when there is nothing to do. */
    boolean step();

    /** Dies and begins again, if it is of the kind that does. */
    default void crash() {}
}
