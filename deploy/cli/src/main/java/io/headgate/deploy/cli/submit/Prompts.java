package io.headgate.deploy.cli.submit;

import io.headgate.deploy.cli.input.TextFile;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.process.OptionError;
import io.headgate.schemas.topic.HeaderNames;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        check(tenant);
        if ((prompt == null) == (file == null)) {
            throw new OptionError("seen %s, allowed either a PROMPT or --file FILE"
                    .formatted(prompt == null ? "neither a prompt nor a file" : "a prompt and a file"));
        }
        if (prompt != null) {
            if (tenant == null) {
                throw new OptionError("--tenant: seen none, allowed the tenant who pays for the prompt");
            }
            return List.of(PromptLine.ofPrompt(prompt, model, maxTokens));
        }
        return fromFile(Objects.requireNonNull(file));
    }

    private static List<PromptLine> fromFile(Path file) throws IOException {
        String text = TextFile.read(file, "prompts as JSON lines, or - for standard input");
        List<PromptLine> lines = PromptFile.read(new BufferedReader(new StringReader(text)));
        if (lines.isEmpty()) {
            throw new OptionError("--file: seen no prompt in %s, allowed 1 or more lines".formatted(file));
        }
        return lines;
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

    /** A name that no tenant can have would end among the dead letters, where nobody who waits is told of it. */
    private static void check(@Nullable String tenant) {
        try {
            if (tenant != null) {
                new TenantId(tenant);
            }
        } catch (IllegalArgumentException e) {
            throw new OptionError("--tenant: " + e.getMessage());
        }
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
