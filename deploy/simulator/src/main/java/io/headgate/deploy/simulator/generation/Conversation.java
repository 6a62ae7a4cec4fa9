package io.headgate.deploy.simulator.generation;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.behaviour.Draw;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A prompt's messages while they are read, in the one form that all formats have in common: the same conversation has
 * the same hash and the same tokens whatever it was written in. Messages in a row with the same role count as one. Not
 * thread-safe.
 */
public final class Conversation {
    /** Who speaks. */
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT,
        TOOL
    }

    private final StringBuilder text = new StringBuilder();
    private Role speaker = Role.SYSTEM;
    private int speech;
    private int tokens;

    /** What follows is said by this role. */
    public void speaks(Role role) {
        if (text.isEmpty() || role != speaker) {
            text.append(role.name().toLowerCase(Locale.ROOT)).append('\u0001');
            tokens += TokenRule.PER_MESSAGE;
            speech = text.length();
            speaker = role;
        }
    }

    public void says(String words) {
        text.append(words);
        tokens += TokenRule.count(words);
    }

    /** @param source a URL or base64, with or without {@code data:…,} before it */
    public void showsImage(String source) {
        text.append(source.startsWith("data:") ? source.substring(source.indexOf(',') + 1) : source);
        tokens += TokenRule.PER_ATTACHMENT;
    }

    /** Something that is neither text nor an image. */
    public void attaches(JsonNode part) {
        text.append(part);
        tokens += TokenRule.PER_ATTACHMENT;
    }

    /** @param arguments an object */
    public void callsTool(String name, JsonNode arguments) {
        says(name);
        says(arguments.toString());
    }

    public int tokens() {
        return tokens;
    }

    public long hash() {
        return Draw.hash(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    boolean endsWithToolResult() {
        return !text.isEmpty() && speaker == Role.TOOL;
    }

    /** Whether the last speech is a user's and has these words in it. */
    boolean lastSays(String words) {
        return speaker == Role.USER && text.indexOf(words, speech) >= 0;
    }
}
