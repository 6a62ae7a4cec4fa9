package io.headgate.api.batches;

/** What the answers of a batch used, in tokens; {@code cached} are among {@code input}, {@code reasoning} among {@code output}. */
public record Tokens(long input, long cached, long output, long reasoning) {
    public static final Tokens NONE = new Tokens(0, 0, 0, 0);

    public Tokens plus(Tokens other) {
        return new Tokens(
                input + other.input, cached + other.cached, output + other.output, reasoning + other.reasoning);
    }
}
