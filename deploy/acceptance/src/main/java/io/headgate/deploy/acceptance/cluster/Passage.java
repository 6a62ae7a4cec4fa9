package io.headgate.deploy.acceptance.cluster;

/** What processes reach others through, and what can be disturbed. */
public interface Passage {
    /** From now on; {@link Disturbance#NONE} is back to normal. */
    void disturb(Disturbance disturbance);
}
