package io.headgate.deploy.acceptance.acls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What the commands of ACLS.md allow: they are run as they stand there, by the shell, with a {@code kafka-acls} that writes down what it
 * was told.
 */
final class DocumentedAcls {
    private static final Pattern COMMANDS = Pattern.compile("(?s)```sh\\n(.*?)```");
    private static final String WRITTEN_DOWN = "kafka-acls.txt";

    private DocumentedAcls() {}

    /** @param directory an empty one, to run the commands in */
    static List<AclBinding> read(Path document, Path directory) throws IOException, InterruptedException {
        String commands = COMMANDS.matcher(Files.readString(document))
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.joining("\n"));
        command(directory, "kafka-acls", "echo \"$@\" >> " + WRITTEN_DOWN);
        command(directory, "headgate", "exit 0");
        Process shell = new ProcessBuilder("bash", "-euc", "PATH=\"$PWD:$PATH\"\nKAFKA=broker:9092\n" + commands)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (shell.waitFor() != 0) {
            throw new IllegalStateException("the commands of %s fail: %s".formatted(document, said));
        }
        return Files.readAllLines(directory.resolve(WRITTEN_DOWN)).stream()
                .flatMap(line -> bindings(line).stream())
                .toList();
    }

    private static void command(Path directory, String name, String script) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + script + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new UncheckedIOException(new IOException(file + " cannot be made executable"));
        }
    }

    /** As {@code kafka-acls} understands its options; fails for one that is not known here. */
    private static List<AclBinding> bindings(String line) {
        String principal = "";
        PatternType pattern = PatternType.LITERAL;
        List<AclOperation> operations = new ArrayList<>();
        List<Resource> resources = new ArrayList<>();
        Iterator<String> words = List.of(line.split(" ")).iterator();
        while (words.hasNext()) {
            String option = words.next();
            switch (option) {
                case "--bootstrap-server", "--command-config" -> words.next();
                case "--add" -> {}
                case "--allow-principal" -> principal = words.next();
                case "--operation" -> operations.add(operation(words.next()));
                case "--topic" -> resources.add(new Resource(ResourceType.TOPIC, words.next()));
                case "--group" -> resources.add(new Resource(ResourceType.GROUP, words.next()));
                case "--transactional-id" -> resources.add(new Resource(ResourceType.TRANSACTIONAL_ID, words.next()));
                case "--cluster" -> resources.add(new Resource(ResourceType.CLUSTER, Resource.CLUSTER_NAME));
                case "--resource-pattern-type" ->
                    pattern = PatternType.fromString(words.next().toUpperCase(Locale.ROOT));
                default ->
                    throw new IllegalArgumentException("kafka-acls %s: '%s' is not known".formatted(line, option));
            }
        }
        List<AclBinding> all = new ArrayList<>();
        for (Resource resource : resources) {
            for (AclOperation operation : operations) {
                all.add(new AclBinding(
                        new ResourcePattern(resource.resourceType(), resource.name(), pattern),
                        new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)));
            }
        }
        return all;
    }

    /** {@code IdempotentWrite} and the like, as they are written on a command line. */
    private static AclOperation operation(String word) {
        return AclOperation.fromString(
                word.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
    }
}
