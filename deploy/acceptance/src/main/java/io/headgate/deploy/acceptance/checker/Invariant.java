package io.headgate.deploy.acceptance.checker;

/** What Headgate promises of an installation at rest, whatever was killed on the way there. */
public enum Invariant {
    I1("every accepted request has a terminal event"),
    I2("no request has two terminal events"),
    I3("no terminal event is of a request that nobody accepted"),
    I4("every completed result is a reply that the provider sent"),
    I5("metered tokens are those that the provider billed, attempt by attempt"),
    I6("what is reserved is what open attempts hold: nothing at rest"),
    I7("spent is the sum of the ledger, of the rollups and of what people are shown"),
    I8("spent and reserved never exceed a limit, but by usage above what was held"),
    I9("nothing is under another tenant's topic, key or name"),
    I10("repeated calls stay within the retry budget"),
    I11("no call starts after its deadline or after its cancel took effect"),
    I12("nothing lies unread and no transaction hangs"),
    I13("costs and totals are those that the log and its prices add up to"),
    I14("no secret and no prompt is in a log, an error or a header"),
    I15("every line of a batch ends in output or error"),
    I16("a replay has an id of its own, knows its parent and is billed on its own");

    private final String sentence;

    Invariant(String sentence) {
        this.sentence = sentence;
    }

    /** The promise, as a clause without a full stop. */
    public String sentence() {
        return sentence;
    }
}
