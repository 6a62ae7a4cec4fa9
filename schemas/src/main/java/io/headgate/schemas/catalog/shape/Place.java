package io.headgate.schemas.catalog.shape;

import io.headgate.schemas.id.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One value of a document: what stands there, and where. Everything that is wrong with it is reported through it. */
public final class Place {
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z0-9_-]+");
    private static final int LONGEST_SHOWN = 60;

    private final Node node;
    private final String name;
    private final String path;
    private final Report report;
    private final boolean key;

    private Place(Node node, String name, String path, Report report, boolean key) {
        this.node = node;
        this.name = name;
        this.path = path;
        this.report = report;
        this.key = key;
    }

    /** The document itself. */
    public static Place root(Node node, Report report) {
        return new Place(node, "", "", report, false);
    }

    /** What stands at a place. */
    public enum Kind {
        TEXT("text"),
        INTEGER("a number"),
        FLOAT("a number"),
        FLAG("true or false"),
        NOTHING("nothing"),
        LIST("a list"),
        MAPPING("a mapping"),
        TAGGED("a value with a YAML tag");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        boolean scalar() {
            return this != LIST && this != MAPPING;
        }
    }

    /** One key of a mapping, and its value. */
    public record Entry(String name, Place key, Place value) {}

    public String path() {
        return path;
    }

    /** The key under which it stands; empty for the document and for an item of a list. */
    public String name() {
        return name;
    }

    public Kind kind() {
        if (key && node instanceof ScalarNode) {
            return Kind.TEXT; // a name is what was written: 4.1 and true are names too
        }
        Tag tag = node.getTag();
        return switch (node) {
            case ScalarNode scalar when tag.equals(Tag.STR) -> Kind.TEXT;
            case ScalarNode scalar when tag.equals(Tag.INT) -> Kind.INTEGER;
            case ScalarNode scalar when tag.equals(Tag.FLOAT) -> Kind.FLOAT;
            case ScalarNode scalar when tag.equals(Tag.BOOL) -> Kind.FLAG;
            case ScalarNode scalar when tag.equals(Tag.NULL) -> Kind.NOTHING;
            case SequenceNode list when tag.equals(Tag.SEQ) -> Kind.LIST;
            case MappingNode mapping when tag.equals(Tag.MAP) -> Kind.MAPPING;
            default -> Kind.TAGGED;
        };
    }

    /** The text of a scalar as it was written, quotes and escapes undone; empty for anything else. */
    public String text() {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /** What was seen, for an error message; never for a place that may hold a secret. */
    public String shown() {
        return switch (kind()) {
            case TEXT, INTEGER, FLOAT, FLAG -> "'" + abridged(text()) + "'";
            case NOTHING, LIST, MAPPING, TAGGED -> kind().words;
        };
    }

    /** What kind of thing was seen, without saying what. */
    public String shownKind() {
        return kind().words;
    }

    /** Reports a problem here. The result is always empty, to be returned by what reads. */
    public <T> Optional<T> refuse(String message) {
        problem(message);
        return Optional.empty();
    }

    public void problem(String message) {
        report.problem(path, line(), column(), message);
    }

    public void warning(String message) {
        report.warning(path, line(), column(), message);
    }

    /** Refuses a name that is none of the known ones, naming the nearest. */
    public <T> Optional<T> refuseName(String what, String name, Collection<String> known) {
        // The search for the nearest name is the dear part, and a full report would drop the message.
        return refuse(report.full() ? "" : what + " '" + abridged(name) + "': " + Nearest.allowed(name, known));
    }

    /** The entries of a mapping, empty and reported if it is none. A key that comes again is reported and left out. */
    public Optional<List<Entry>> entries(String allowed) {
        if (!(node instanceof MappingNode mapping) || kind() != Kind.MAPPING) {
            return refuse("seen %s, allowed %s".formatted(shown(), allowed));
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                new Place(tuple.getKeyNode(), "", path, report, false)
                        .problem("seen a key that is a list or a mapping, allowed a name");
                continue;
            }
            String below = below(name.getValue());
            Entry entry = new Entry(
                    name.getValue(),
                    new Place(name, name.getValue(), below, report, true),
                    new Place(tuple.getValueNode(), name.getValue(), below, report, false));
            Entry first = entries.putIfAbsent(name.getValue(), entry);
            if (first != null) {
                entry.key()
                        .problem("the same key is already on line %d, allowed once"
                                .formatted(first.key().line()));
            }
        }
        return Optional.of(List.copyOf(entries.values()));
    }

    /** The items of a list, empty and reported if it is none. */
    public Optional<List<Place>> items(String allowed) {
        if (!(node instanceof SequenceNode list) || kind() != Kind.LIST) {
            return refuse("seen %s, allowed %s".formatted(shown(), allowed));
        }
        List<Place> items = new ArrayList<>();
        for (Node item : list.getValue()) {
            items.add(new Place(item, "", path + "[" + items.size() + "]", report, false));
        }
        return Optional.of(items);
    }

    /** The place of a key of this mapping. One that is not there has the path of the key and the line of the mapping. */
    public Place under(String name) {
        Node at = node;
        if (node instanceof MappingNode mapping) {
            at = mapping.getValue().stream()
                    .map(NodeTuple::getKeyNode)
                    .filter(found -> found instanceof ScalarNode scalar
                            && scalar.getValue().equals(name))
                    .findFirst()
                    .orElse(node);
        }
        return new Place(at, name, below(name), report, true);
    }

    private String below(String name) {
        return path.isEmpty() && PLAIN_KEY.matcher(name).matches() ? name : path + step(name);
    }

    int problemsSeen() {
        return report.seen();
    }

    public int line() {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    private int column() {
        return node.getStartMark().map(Mark::getColumn).orElse(0) + 1;
    }

    private static String step(String name) {
        return PLAIN_KEY.matcher(name).matches() ? "." + name : "[\"" + abridged(name) + "\"]";
    }

    /** Short, and on one line, whatever was written. */
    private static String abridged(String text) {
        String head = text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
        return head.replaceAll("\\p{Cntrl}", "?");
    }
}
