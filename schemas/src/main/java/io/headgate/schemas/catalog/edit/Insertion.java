package io.headgate.schemas.catalog.edit;

import io.headgate.schemas.catalog.read.CatalogDocument;
import io.headgate.schemas.catalog.shape.Report;
import io.headgate.schemas.id.ModelName;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Finds the place of a price in a catalogue's text, and puts it there in the manner of those around it. */
final class Insertion {
    private final String yaml;
    private final String lineBreak;
    private final NewPrice price;

    private Insertion(String yaml, NewPrice price) {
        this.yaml = yaml;
        this.lineBreak = yaml.contains("\r\n") ? "\r\n" : "\n";
        this.price = price;
    }

    /** @throws IllegalArgumentException when the text has no such model */
    static String into(String yaml, ModelName model, NewPrice price) {
        Node root = CatalogDocument.compose(yaml, new Report()).orElse(null);
        Node models = root == null ? null : value(root, "models");
        if (models != null && value(models, model.value()) instanceof MappingNode found) {
            return new Insertion(yaml, price).into(found);
        }
        throw new IllegalArgumentException("model %s: not in the text".formatted(model));
    }

    private String into(MappingNode model) {
        if (value(model, "prices") instanceof SequenceNode prices) {
            return inline(prices) ? intoInline(prices) : intoLines(prices);
        }
        if (inline(model)) {
            return after(model.getValue().getLast().getValueNode(), ", prices: [" + PriceText.inline(price) + "]");
        }
        // The mapping itself may begin at an anchor, on the line of its name.
        int column = start(model.getValue().getFirst().getKeyNode()).getColumn();
        List<String> lines = new ArrayList<>(List.of(" ".repeat(column) + "prices:"));
        lines.addAll(PriceText.lines(price, column + 2));
        return afterLine(lastLine(model), lines);
    }

    private String intoInline(SequenceNode prices) {
        Node before = itemBefore(prices);
        if (before != null) {
            return after(before, ", " + PriceText.inline(price));
        }
        int at = offset(start(prices.getValue().getFirst()));
        return yaml.substring(0, at) + PriceText.inline(price) + ", " + yaml.substring(at);
    }

    private String intoLines(SequenceNode prices) {
        int column = indentation(start(prices.getValue().getFirst()).getLine());
        Node before = itemBefore(prices);
        Node likened = before == null ? prices.getValue().getFirst() : before;
        List<String> lines = inline(likened)
                ? List.of(" ".repeat(column) + "- " + PriceText.inline(price))
                : PriceText.lines(price, column);
        return afterLine(before == null ? start(likened).getLine() - 1 : lastLine(before), lines);
    }

    /** How many spaces a line begins with: before an item of a list, where its dash stands. */
    private int indentation(int line) {
        String text = yaml.lines().skip(line).findFirst().orElseThrow();
        return text.length() - text.stripLeading().length();
    }

    /** The last item that is in force no later; null when the new one is the earliest. */
    private @Nullable Node itemBefore(SequenceNode prices) {
        Node latest = null;
        for (Node item : prices.getValue()) {
            if (value(item, "from") instanceof ScalarNode from && !isAfter(from.getValue())) {
                latest = item;
            }
        }
        return latest;
    }

    private boolean isAfter(String from) {
        try {
            return LocalDate.parse(from).isAfter(price.from());
        } catch (DateTimeParseException e) {
            return false; // the whole is read afterwards, and refused
        }
    }

    private String after(Node node, String added) {
        int at = offset(node.getEndMark().orElseThrow());
        return yaml.substring(0, at) + added + yaml.substring(at);
    }

    private String afterLine(int line, List<String> added) {
        int at = 0;
        for (int i = 0; i <= line && at < yaml.length(); i++) {
            int end = yaml.indexOf('\n', at);
            at = end < 0 ? yaml.length() : end + 1;
        }
        String head = yaml.substring(0, at);
        String between = head.isEmpty() || head.endsWith("\n") ? "" : lineBreak;
        return head + between + String.join(lineBreak, added) + lineBreak + yaml.substring(at);
    }

    /** The line that the last of what is written in a node ends on; its own end mark is behind comments that follow. */
    private static int lastLine(Node node) {
        if (node instanceof ScalarNode || inline(node)) {
            Mark end = node.getEndMark().orElseThrow();
            return end.getColumn() == 0 ? end.getLine() - 1 : end.getLine();
        }
        Stream<Node> below = node instanceof SequenceNode list
                ? list.getValue().stream()
                : ((MappingNode) node).getValue().stream().map(NodeTuple::getValueNode);
        return below.mapToInt(Insertion::lastLine).max().orElseThrow();
    }

    private static boolean inline(Node node) {
        return node instanceof SequenceNode list && list.getFlowStyle() == FlowStyle.FLOW
                || node instanceof MappingNode map && map.getFlowStyle() == FlowStyle.FLOW;
    }

    private int offset(Mark mark) {
        return yaml.offsetByCodePoints(0, mark.getIndex());
    }

    private static Mark start(Node node) {
        return node.getStartMark().orElseThrow();
    }

    private static @Nullable Node value(Node node, String key) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(key)) {
                    return tuple.getValueNode();
                }
            }
        }
        return null;
    }
}
