package io.headgate.deploy.acceptance.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Verdict VERDICT = new Verdict(List.of(
            new Judgement(Invariant.I1, "10 accepted", new Finding.Holds()),
            new Judgement(Invariant.I2, "10 ends", new Finding.Broken(30, List.of("acme/r-1: has 2 terminal events"))),
            new Judgement(Invariant.I15, "nothing", new Finding.NotJudged("no topic tells of batches"))));

    @Test
    void oneThatIsBrokenBreaksIt_andOneThatIsNotJudgedDoesNot() {
        assertThat(VERDICT.holds()).isFalse();
        assertThat(VERDICT.broken()).containsExactly(Invariant.I2);
        assertThat(VERDICT.notJudged()).containsExactly(Invariant.I15);
        assertThat(new Verdict(List.of(
                                VERDICT.judgements().get(0),
                                VERDICT.judgements().get(2)))
                        .holds())
                .isTrue();
    }

    @Test
    void theTableNamesTheIds_andHowManyMoreThereAre() {
        assertThat(VERDICT.text())
                .contains("I1 ", "holds", "10 accepted")
                .contains("BROKEN", "       acme/r-1: has 2 terminal events", "… and 29 more")
                .contains("not judged  no topic tells of batches")
                .contains("1 hold, 1 broken, 1 not judged");
    }

    @Test
    void theJsonSaysTheSame() {
        assertThat(VERDICT.json())
                .contains("\"holds\" : false")
                .contains("\"invariant\" : \"I2\"", "\"offences\" : 30", "acme/r-1: has 2 terminal events")
                .contains("\"why\" : \"no topic tells of batches\"");
    }
}
