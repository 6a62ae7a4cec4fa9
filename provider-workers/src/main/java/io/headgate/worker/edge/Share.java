package io.headgate.worker.edge;

/** How many of all partitions are held here: an account's rate is shared among workers as they are. */
record Share(int held, int all) {
    static final Share NONE = new Share(0, 0);

    Share plus(Share other) {
        return new Share(held + other.held, all + other.all);
    }

    /** 0 to 1; 0 while nothing is known. */
    double fraction() {
        return all == 0 ? 0 : (double) held / all;
    }
}
