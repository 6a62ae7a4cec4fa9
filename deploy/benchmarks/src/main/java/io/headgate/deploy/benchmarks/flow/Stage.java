package io.headgate.deploy.benchmarks.flow;

/** The way from one station to another. */
enum Stage {
    INTAKE("request to admission", Station.REQUEST, Station.ADMISSION),
    ADMISSION("admission to dispatch", Station.ADMISSION, Station.DISPATCH),
    TAKEN("dispatch to call", Station.DISPATCH, Station.CALL_START),
    CALL("call with its intent's ack", Station.CALL_START, Station.CALL_END),
    SETTLED("call's end to result", Station.CALL_END, Station.RESULT),
    READ("result to its reader", Station.RESULT, Station.READ),
    BOOKED("attempt to its row in the ledger", Station.ATTEMPT, Station.LEDGER);

    private final String title;
    private final Station from;
    private final Station to;

    Stage(String title, Station from, Station to) {
        this.title = title;
        this.from = from;
        this.to = to;
    }

    Station from() {
        return from;
    }

    Station to() {
        return to;
    }

    @Override
    public String toString() {
        return title;
    }
}
