package io.headgate.deploy.acceptance.defect.plant;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.defect.Defect;
import io.headgate.deploy.acceptance.defect.Kill;
import io.headgate.deploy.acceptance.defect.Probe;
import io.headgate.deploy.acceptance.defect.Weave;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Money;
import java.util.Currency;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** What nobody knows the price of is free. */
public final class UnpricedIsZero {
    public static final Defect DEFECT = new Defect(
            "unpriced-is-zero",
            "an attempt without a price costs nothing, instead of an unknown amount",
            Invariant.I13,
            new Kill.AfterResults(50),
            List.of(Weave.at("schemas.money.Rating", "rate", Rate.class)));

    private UnpricedIsZero() {}

    static final class Rate {
        private Rate() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) Cost returned) {
            returned = zeroIfUnpriced(returned);
        }
    }

    /** Called from woven code. */
    public static Cost zeroIfUnpriced(Cost cost) {
        if (cost instanceof Cost.Unpriced) {
            Probe.hit();
            return new Cost.Priced(Money.zero(Currency.getInstance("USD")));
        }
        return cost;
    }
}
