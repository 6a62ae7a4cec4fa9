package io.headgate.deploy.acceptance.checker;

import io.headgate.deploy.acceptance.checker.Finding.Broken;
import io.headgate.deploy.acceptance.checker.Finding.Holds;
import io.headgate.deploy.acceptance.checker.Finding.NotJudged;

/** A verdict as lines for a terminal. */
final class VerdictText {
    private static final int WIDEST = java.util.Arrays.stream(Invariant.values())
            .mapToInt(invariant -> invariant.sentence().length())
            .max()
            .orElse(0);

    private VerdictText() {}

    static String of(Verdict verdict) {
        StringBuilder text = new StringBuilder();
        verdict.judgements().forEach(judgement -> line(text, judgement));
        text.append("%n%d hold, %d broken, %d not judged%n"
                .formatted(
                        verdict.holding().size(),
                        verdict.broken().size(),
                        verdict.notJudged().size()));
        return text.toString();
    }

    private static void line(StringBuilder text, Judgement judgement) {
        String word = switch (judgement.finding()) {
            case Holds() -> "holds";
            case Broken _ -> "BROKEN";
            case NotJudged _ -> "not judged";
        };
        String remark = switch (judgement.finding()) {
            case Holds() -> judgement.counted();
            case Broken(long offences, var _) -> "offences: %,d; %s".formatted(offences, judgement.counted());
            case NotJudged(String why) -> why;
        };
        text.append(("%-3s  %-" + WIDEST + "s  %-10s  %s%n")
                .formatted(judgement.invariant(), judgement.invariant().sentence(), word, remark));
        if (judgement.finding() instanceof Broken(long offences, var examples)) {
            examples.forEach(example -> text.append("       ").append(example).append(System.lineSeparator()));
            if (offences > examples.size()) {
                text.append("       … and %,d more%n".formatted(offences - examples.size()));
            }
        }
    }
}
