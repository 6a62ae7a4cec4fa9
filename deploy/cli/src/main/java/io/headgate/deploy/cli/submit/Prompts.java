package io.headgate.deploy.cli.submit;

import io.headgate.schemas.process.OptionError;
import io.headgate.schemas.topic.HeaderNames;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is to be published, and the context that goes with it. */
public final class Prompts {
    @Parameters(index = "0", arity = "0..1", paramLabel = "PROMPT", description = "One prompt, as a user message.")
    @Nullable
    String prompt;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "A JSONL file of prompts, or - for standard input.")
    @Nullable
    Path file;

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Who pays; a line's own tenant wins.")
    @Nullable
    String tenant;

    @Option(names = "--model", paramLabel = "ALIAS", description = "The alias for a PROMPT (default: fast-text).")
    String model = "fast-text";

    @Option(names = "--max-tokens", paramLabel = "N", description = "The longest answer to a PROMPT, in tokens.")
    int maxTokens;

    @Option(names = "--priority", paramLabel = "PRIORITY", description = "critical, standard or background.")
    @Nullable
    String priority;

    @Option(
            names = "--deadline",
            paramLabel = "ISO-8601",
            description = "When nobody wants the answer any more: an instant, or a duration from now such as PT10M.")
    @Nullable
    String deadline;

    @Option(names = "--task-type", paramLabel = "TYPE", description = "For example classification or extraction.")
    @Nullable
    String taskType;

    @Option(names = "--tag", paramLabel = "NAME=VALUE", description = "A tag for the books; may be repeated.")
    Map<String, String> tags = new LinkedHashMap<>();

    /** The prompts that were asked for: at least one. */
    public List<PromptLine> lines() throws IOException {
        if ((prompt == null) == (file == null)) {
            throw new OptionError("seen %s, allowed either a PROMPT or --file FILE"
                    .formatted(prompt == null ? "neither a prompt nor a file" : "a prompt and a file"));
        }
        if (prompt != null) {
            return List.of(PromptLine.ofPrompt(prompt, model, maxTokens));
        }
        try (BufferedReader reader = open()) {
            return PromptFile.read(reader);
        }
    }

    /** The options as record headers. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        put(headers, HeaderNames.TENANT, tenant);
        put(headers, HeaderNames.PRIORITY, priority);
        put(headers, HeaderNames.TASK_TYPE, taskType);
        put(
                headers,
                HeaderNames.DEADLINE,
                deadline == null ? null : instant(deadline).toString());
        tags.forEach((name, value) -> headers.put(HeaderNames.TAG_PREFIX + name, value));
        return headers;
    }

    private BufferedReader open() throws IOException {
        return file == null || file.toString().equals("-")
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(file);
    }

    private static Instant instant(String text) {
        try {
            return text.startsWith("P") ? Instant.now().plus(Duration.parse(text)) : Instant.parse(text);
        } catch (java.time.format.DateTimeParseException e) {
            throw new OptionError(
                    "--deadline: seen '%s', allowed an instant (2026-12-31T12:00:00Z) or a duration (PT10M)"
                            .formatted(text));
        }
    }

    private static void put(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }
}
