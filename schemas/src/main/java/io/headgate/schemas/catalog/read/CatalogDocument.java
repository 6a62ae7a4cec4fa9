package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.shape.Report;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Turns text into YAML nodes, within bounds: a catalogue is small, flat, and has few aliases. */
public final class CatalogDocument {
    /** In bytes of UTF-8: with its envelope it fits into a Kafka record of the default size, 1 MiB. */
    static final int MAX_BYTES = 900_000;

    static final int MAX_DEPTH = 64;
    static final int MAX_ALIASES = 200;

    /** Of values, those that aliases repeat counted each time. */
    static final int MAX_VALUES = 200_000;

    private final Report report;

    private CatalogDocument(Report report) {
        this.report = report;
    }

    /** The one document of a text; empty and reported if there is none that can be read. */
    public static Optional<Node> compose(String yaml, Report report) {
        return new CatalogDocument(report).compose(yaml);
    }

    private Optional<Node> compose(String yaml) {
        // Length first: a text of a gigabyte is not to be encoded in order to be counted.
        if (yaml.length() > MAX_BYTES || yaml.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return refuse(1, 1, "seen more than %d bytes, allowed %d".formatted(MAX_BYTES, MAX_BYTES));
        }
        try {
            if (!bounded(yaml)) {
                return Optional.empty();
            }
            Optional<Node> root = new Compose(settings()).composeString(yaml);
            if (root.isEmpty()) {
                return refuse(1, 1, "seen an empty document, allowed a catalogue");
            }
            return root.filter(this::finite);
        } catch (MarkedYamlEngineException notYaml) {
            // Its message quotes the text around the error, which may hold a secret; its problem does not.
            Optional<Mark> mark = notYaml.getProblemMark();
            return refuse(
                    mark.map(Mark::getLine).orElse(0) + 1,
                    mark.map(Mark::getColumn).orElse(0) + 1,
                    "not YAML: " + notYaml.getProblem());
        } catch (YamlEngineException notYaml) {
            return refuse(1, 1, "not YAML: the text has characters that YAML does not allow");
        }
    }

    private static LoadSettings settings() {
        return LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setCodePointLimit(MAX_BYTES)
                .setMaxAliasesForCollections(MAX_ALIASES + 1) // they are counted before
                .setAllowDuplicateKeys(true) // they are found, with both lines, where they are read
                .build();
    }

    /** The parser keeps its own stack, the composer recurses: depth is checked on the parser's events first. */
    private boolean bounded(String yaml) {
        int depth = 0;
        int aliases = 0;
        for (Event event : new Parse(settings()).parseString(yaml)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                case Alias -> aliases++;
                default -> {}
            }
            if (depth > MAX_DEPTH) {
                return refuse(event, "seen nesting deeper than %d, allowed %d".formatted(MAX_DEPTH, MAX_DEPTH));
            }
            if (aliases > MAX_ALIASES) {
                return refuse(event, "seen more than %d YAML aliases, allowed %d".formatted(MAX_ALIASES, MAX_ALIASES));
            }
        }
        return true;
    }

    /**
     * How much a node is with all aliases followed.
     *
     * @param values itself and all below it
     * @param height levels, its own among them
     */
    private record Extent(long values, int height) {
        static final Extent ENDLESS = new Extent(MAX_VALUES + 1L, MAX_DEPTH + 2);

        Extent with(Extent child) {
            return new Extent(Math.min(values + child.values, MAX_VALUES + 1L), Math.max(height, child.height + 1));
        }

        boolean allowed() {
            return values <= MAX_VALUES && height <= MAX_DEPTH + 1;
        }
    }

    private boolean finite(Node root) {
        boolean allowed = extent(root, new HashMap<>(), new HashSet<>()).allowed();
        if (!allowed) {
            report.problem(
                    "",
                    1,
                    1,
                    "with its YAML aliases followed the text has more than %d values, nests deeper than %d, or never ends: allowed is less"
                            .formatted(MAX_VALUES, MAX_DEPTH));
        }
        return allowed;
    }

    /** Recurses no deeper than the text nests: an anchor stands before its aliases, so these find it measured. */
    private static Extent extent(Node node, Map<Node, Extent> measured, Set<Node> above) {
        Extent before = measured.get(node);
        if (before != null) {
            return before;
        }
        if (!above.add(node)) {
            return Extent.ENDLESS;
        }
        Extent extent = new Extent(1, 1);
        for (Node child : children(node)) {
            extent = extent.with(extent(child, measured, above));
        }
        above.remove(node);
        measured.put(node, extent);
        return extent;
    }

    private static List<Node> children(Node node) {
        if (node instanceof SequenceNode list) {
            return list.getValue();
        }
        List<Node> children = new ArrayList<>();
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> {
                children.add(tuple.getKeyNode());
                children.add(tuple.getValueNode());
            });
        }
        return children;
    }

    private boolean refuse(Event event, String message) {
        Optional<Mark> mark = event.getStartMark();
        refuse(mark.map(Mark::getLine).orElse(0) + 1, mark.map(Mark::getColumn).orElse(0) + 1, message);
        return false;
    }

    private Optional<Node> refuse(int line, int column, String message) {
        report.problem("", line, column, message);
        return Optional.empty();
    }
}
