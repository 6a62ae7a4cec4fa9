package io.headgate.deploy.acceptance.checker.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.deploy.acceptance.checker.evidence.Key;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prompts of admitted requests, as they would stand in a log: none may. Takes the first {@value #MOST}. */
final class Prompts {
    private static final int MOST = 20_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Long enough that it is nobody else's text, and without anything that a log would escape. */
    private static final Pattern TELLING = Pattern.compile("[A-Za-z0-9 ,.:;-]{24,120}");

    private final Needles<Key> needles = new Needles<>();
    private final boolean wanted;

    /** @param wanted whether there is any log to look through */
    Prompts(boolean wanted) {
        this.wanted = wanted;
    }

    /** For one thread: only one topic has admissions. */
    void add(String body, Key request) {
        if (wanted && needles.count() < MOST) {
            telling(body).ifPresent(text -> needles.add(text, request));
        }
    }

    Needles<Key> needles() {
        return needles;
    }

    /** A part of the last message that tells the prompt; empty when it is too short to be told by. */
    static Optional<String> telling(String body) {
        try {
            JsonNode messages = JSON.readTree(body).path("messages");
            JsonNode content = messages.path(messages.size() - 1).path("content");
            Matcher matcher = TELLING.matcher(content.asText(""));
            return matcher.find() ? Optional.of(matcher.group().strip()) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }
}
