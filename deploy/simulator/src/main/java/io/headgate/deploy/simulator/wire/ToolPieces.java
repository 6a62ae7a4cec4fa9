package io.headgate.deploy.simulator.wire;

import io.headgate.deploy.simulator.generation.Generation.ToolCall;
import io.headgate.deploy.simulator.generation.TokenRule;
import java.util.ArrayList;
import java.util.List;

/** Tool calls cut up for a stream: one after the other, or all at once with their pieces taking turns. */
public final class ToolPieces {
    private ToolPieces() {}

    /** A part of one call, which has this place among all of the answer's calls, from 0. */
    public sealed interface Piece {}

    public record Start(int index, ToolCall call) implements Piece {}

    public record Arguments(int index, String text) implements Piece {}

    public record End(int index) implements Piece {}

    public static List<Piece> of(List<ToolCall> calls, boolean alternating) {
        List<List<Piece>> each = new ArrayList<>();
        for (ToolCall call : calls) {
            int index = each.size();
            List<Piece> pieces = new ArrayList<>(List.of(new Start(index, call)));
            TokenRule.pieces(call.arguments()).forEach(text -> pieces.add(new Arguments(index, text)));
            pieces.add(new End(index));
            each.add(pieces);
        }
        return alternating
                ? takingTurns(each)
                : each.stream().flatMap(List::stream).toList();
    }

    private static List<Piece> takingTurns(List<List<Piece>> each) {
        int longest = each.stream().mapToInt(List::size).max().orElse(0);
        List<Piece> all = new ArrayList<>();
        for (int turn = 0; turn < longest; turn++) {
            for (List<Piece> pieces : each) {
                if (turn < pieces.size()) {
                    all.add(pieces.get(turn));
                }
            }
        }
        return all;
    }
}
