package io.headgate.deploy.acceptance.cluster;

import java.util.Locale;

/** What a process of the cluster is. */
public enum Kind {
    BROKER,
    ROUTER,
    WORKER,
    METERING,
    API,
    /** Plays the providers; nothing is ever done to it. */
    SIMULATOR;

    /** As it stands in names and in the text of faults. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of one of this kind, from 1. */
    public String member(int number) {
        return text() + "-" + number;
    }
}
