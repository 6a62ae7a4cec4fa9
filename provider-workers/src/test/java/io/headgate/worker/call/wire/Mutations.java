package io.headgate.worker.call.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a provider may send instead of what it should. */
final class Mutations {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Of a wrong type, negative, huge, empty. */
    private static final List<JsonNode> INSTEAD = List.of(
            NODES.nullNode(),
            NODES.booleanNode(true),
            NODES.numberNode(-1),
            NODES.numberNode(Long.MAX_VALUE),
            NODES.numberNode(BigInteger.TEN.pow(30)),
            NODES.numberNode(new BigDecimal("1e400")),
            NODES.textNode(""),
            NODES.textNode("what nobody expects \uD83D\uDE00"),
            NODES.arrayNode(),
            NODES.arrayNode().add(7),
            NODES.objectNode(),
            NODES.objectNode().put("x", 1));

    private Mutations() {}

    /** The document with each of its fields and elements left out, or something else in its place; none if it is no JSON. */
    static List<byte[]> ofTree(byte[] body) {
        List<byte[]> mutants = new ArrayList<>();
        Optional<ObjectNode> tree = WireJson.object(body);
        tree.ifPresent(root -> eachPlace(root, () -> mutants.add(WireJson.bytes(root))));
        return mutants;
    }

    /** The stream with each place in the JSON of each of its lines left out or changed. */
    static List<byte[]> ofEvents(byte[] stream) {
        String text = new String(stream, StandardCharsets.UTF_8);
        List<byte[]> mutants = new ArrayList<>();
        for (int start = text.indexOf('{'); start >= 0; start = next(text, start)) {
            int end = text.indexOf('\n', start) < 0 ? text.length() : text.indexOf('\n', start);
            String before = text.substring(0, start);
            String after = text.substring(end);
            for (byte[] mutant : ofTree(text.substring(start, end).strip().getBytes(StandardCharsets.UTF_8))) {
                String line = new String(mutant, StandardCharsets.UTF_8);
                mutants.add((before + line + after).getBytes(StandardCharsets.UTF_8));
            }
        }
        return mutants;
    }

    private static int next(String text, int start) {
        int line = text.indexOf('\n', start);
        return line < 0 ? -1 : text.indexOf('{', line);
    }

    /** The bytes with some of them changed, left out, doubled or swapped for others; the same ones every time. */
    static Stream<byte[]> ofBytes(byte[] bytes, int mutants) {
        Random random = new Random(11);
        return IntStream.range(0, mutants).mapToObj(_ -> mutated(bytes, random));
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] mutant = bytes.clone();
        for (int i = random.nextInt(4); i >= 0 && mutant.length > 0; i--) {
            int at = random.nextInt(mutant.length);
            int length = random.nextInt(Math.min(16, mutant.length - at) + 1);
            if (random.nextBoolean()) {
                mutant[at] = (byte) random.nextInt(256);
            } else {
                System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), mutant, at, length);
            }
        }
        return mutant;
    }

    private static void eachPlace(JsonNode node, Runnable mutated) {
        switch (node) {
            case ObjectNode object -> {
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                for (String name : names) {
                    JsonNode was = object.get(name);
                    instead(was, other -> object.set(name, other), mutated);
                    object.remove(name);
                    mutated.run();
                    object.set(name, was);
                }
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    int at = i;
                    instead(array.get(i), other -> array.set(at, other), mutated);
                }
            }
            default -> {}
        }
    }

    private static void instead(JsonNode was, Consumer<JsonNode> put, Runnable mutated) {
        for (JsonNode other : INSTEAD) {
            put.accept(other);
            mutated.run();
        }
        put.accept(was);
        eachPlace(was, mutated);
    }
}
