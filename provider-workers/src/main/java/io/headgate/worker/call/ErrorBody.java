package io.headgate.worker.call;

import io.headgate.schemas.catalog.Capability;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an error body says of itself, whatever the format.
 *
 * @param status the HTTP status that it stands for, where the body tells one; null when it does not
 * @param code the provider's own code; null when it gave none
 * @param type the provider's own type; null when it gave none
 * @param message the provider's own words: matched against, never shown, as they may repeat the prompt; null when it gave
 *     none
 * @param parameter the parameter at fault; null when it gave none
 */
public record ErrorBody(
        @Nullable Integer status,
        @Nullable String code,
        @Nullable String type,
        @Nullable String message,
        @Nullable String parameter) {
    public static final ErrorBody NONE = new ErrorBody(null, null);

    private static final int MOST_CHARACTERS = 64;
    /** No more is looked at: what went wrong is said first. */
    private static final int MOST_READ = 2_000;
    /** The path of a parameter; a provider that writes anything else there may be repeating the prompt. */
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_.\\[\\]-]{1,64}");

    private static final List<String> NO_MONEY = List.of("insufficient_quota", "credit", "billing_hard_limit");
    /** How such a message begins: the account is closed for a while by it, so a prompt repeated in one must not. */
    private static final List<String> NO_MONEY_WORDS = List.of(
            "your credit balance is too low",
            "your prepayment credits are depleted",
            "insufficient balance",
            "insufficient credits");

    private static final List<String> TOO_LONG = List.of("context_length", "context_window", "exceed_context_size");
    /** Each of them says it in a provider's words: several have no code for it. */
    private static final List<String> TOO_LONG_WORDS = List.of(
            "maximum context length",
            "context window",
            "context length",
            "prompt is too long",
            "input token count",
            "exceeds the available context size");

    /** Told as a bad request by some. */
    private static final List<String> WRONG_KEY = List.of("api_key_invalid", "api_key_expired", "invalid_api_key");

    private static final List<String> FILTERED = List.of("content_filter", "content_policy");

    /** One that gave no more than these. */
    public ErrorBody(@Nullable String code, @Nullable String type) {
        this(null, code, type, null, null);
    }

    boolean saysNoMoney() {
        return names(NO_MONEY) || NO_MONEY_WORDS.stream().anyMatch(told()::startsWith);
    }

    boolean saysTooLong() {
        return names(TOO_LONG) || TOO_LONG_WORDS.stream().anyMatch(told()::contains);
    }

    boolean saysWrongKey() {
        return names(WRONG_KEY);
    }

    boolean saysFiltered() {
        return names(FILTERED);
    }

    /** What the model cannot do at all of what the request asks; empty when that is not what it says. */
    Optional<Capability> refusal() {
        return CapabilityRefusal.of(code, type, message, parameter);
    }

    private boolean names(List<String> words) {
        return contains(code, words) || contains(type, words);
    }

    private static boolean contains(@Nullable String text, List<String> words) {
        String lower = lower(text);
        return words.stream().anyMatch(lower::contains);
    }

    private String told() {
        return lower(message).strip();
    }

    private static String lower(@Nullable String text) {
        return text == null
                ? ""
                : text.substring(0, Math.min(text.length(), MOST_READ)).toLowerCase(Locale.ROOT);
    }

    /** For people: bounded, since a provider wrote it. */
    String seen(String what) {
        String name = code != null ? code : type;
        String named = name == null ? what : what + " " + name.substring(0, Math.min(name.length(), MOST_CHARACTERS));
        return parameter != null && PATH.matcher(parameter).matches() ? named + " of " + parameter : named;
    }

    /** Without the message. */
    @Override
    public String toString() {
        return "ErrorBody[%s, %s, %s]".formatted(status, code, type);
    }
}
