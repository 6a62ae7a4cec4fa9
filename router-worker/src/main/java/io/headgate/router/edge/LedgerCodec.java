package io.headgate.router.edge;

import io.headgate.router.budget.Account;
import io.headgate.router.budget.AccountId;
import io.headgate.router.budget.Counter;
import io.headgate.router.budget.CounterKey;
import io.headgate.router.budget.Holding;
import io.headgate.router.budget.Line;
import io.headgate.router.budget.Place;
import io.headgate.router.budget.Scope;
import io.headgate.router.budget.Span;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Priority;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Accounts and holdings as bytes, about 50 for each counter or line. A first byte names the form; what was ever written is
 * read for ever.
 */
final class LedgerCodec {
    /** Of accounts, and of holdings without a place. */
    private static final byte FORM = 1;
    /** Of holdings with a place, behind what the first form has. */
    private static final byte WITH_PLACE = 2;

    private LedgerCodec() {}

    static byte[] bytes(Account account) {
        CompactWriter out = new CompactWriter();
        out.number(FORM);
        out.count(account.counters().size());
        for (Counter counter : account.counters()) {
            key(counter.key(), out);
            out.instant(counter.opened());
            out.instant(counter.span().start());
            out.instant(counter.span().end());
            out.decimal(counter.spent());
            out.decimal(counter.reserved());
            out.decimal(counter.overshot());
        }
        return out.bytes();
    }

    static Account account(AccountId id, byte[] bytes) {
        CompactReader in = new CompactReader(ByteBuffer.wrap(bytes));
        form(in, FORM, id);
        int count = in.count();
        List<Counter> counters = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            counters.add(new Counter(
                    key(in),
                    in.instant(),
                    new Span(in.instant(), in.instant()),
                    in.decimal(),
                    in.decimal(),
                    in.decimal()));
        }
        return new Account(id, counters);
    }

    static byte[] bytes(Holding holding) {
        CompactWriter out = new CompactWriter();
        Place place = holding.place();
        out.number(place == null ? FORM : WITH_PLACE);
        out.count(holding.lines().size());
        for (Line line : holding.lines()) {
            scope(line.scope(), out);
            key(line.key(), out);
            out.instant(line.opened());
            out.decimal(line.amount());
            out.number(line.called() ? 1 : 0);
        }
        if (place != null) {
            place(place, out);
        }
        return out.bytes();
    }

    static Holding holding(TenantId tenant, AttemptId attempt, byte[] bytes) {
        CompactReader in = new CompactReader(ByteBuffer.wrap(bytes));
        int form = form(in, WITH_PLACE, attempt);
        int count = in.count();
        List<Line> lines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            lines.add(new Line(scope(in), key(in), in.instant(), in.decimal(), in.number() == 1));
        }
        return new Holding(tenant, attempt, lines, form == WITH_PLACE ? place(in) : null);
    }

    private static int form(CompactReader in, byte newest, Object of) {
        int form = in.number();
        if (form < FORM || form > newest) {
            throw new IllegalStateException(
                    "ledger entry of %s: seen form %d, allowed %d to %d: a newer router wrote it"
                            .formatted(of, form, FORM, newest));
        }
        return form;
    }

    private static void place(Place place, CompactWriter out) {
        out.text(place.provider().value());
        out.number(number(place.priority()));
        out.instant(place.since());
        out.instant(place.deadline());
    }

    private static Place place(CompactReader in) {
        return new Place(new ProviderName(in.text()), priority(in.number()), in.instant(), in.instant());
    }

    private static void scope(Scope scope, CompactWriter out) {
        switch (scope) {
            case Scope.WholeTenant() -> out.number(0);
            case Scope.Project(String name) -> {
                out.number(1);
                out.text(name);
            }
            case Scope.OnModel(ModelName model) -> {
                out.number(2);
                out.text(model.value());
            }
        }
    }

    private static Scope scope(CompactReader in) {
        int kind = in.number();
        return switch (kind) {
            case 0 -> Scope.TENANT;
            case 1 -> new Scope.Project(in.text());
            case 2 -> new Scope.OnModel(new ModelName(in.text()));
            default -> throw unknown("scope", kind);
        };
    }

    private static void key(CounterKey key, CompactWriter out) {
        out.number(number(key.measure()));
        out.number(number(key.window()));
        out.text(key.currency() == null ? "" : key.currency().getCurrencyCode());
    }

    private static CounterKey key(CompactReader in) {
        return new CounterKey(measure(in.number()), window(in.number()), currency(in.text()));
    }

    private static @Nullable Currency currency(String code) {
        return code.isEmpty() ? null : Currency.getInstance(code);
    }

    private static int number(Measure measure) {
        return switch (measure) {
            case TOKENS -> 0;
            case COST -> 1;
            case REQUESTS -> 2;
            case IN_FLIGHT -> 3;
        };
    }

    private static Measure measure(int number) {
        return switch (number) {
            case 0 -> Measure.TOKENS;
            case 1 -> Measure.COST;
            case 2 -> Measure.REQUESTS;
            case 3 -> Measure.IN_FLIGHT;
            default -> throw unknown("measure", number);
        };
    }

    private static int number(Window window) {
        return switch (window) {
            case MINUTE -> 0;
            case DAY -> 1;
            case MONTH -> 2;
            case NOW -> 3;
        };
    }

    private static Window window(int number) {
        return switch (number) {
            case 0 -> Window.MINUTE;
            case 1 -> Window.DAY;
            case 2 -> Window.MONTH;
            case 3 -> Window.NOW;
            default -> throw unknown("window", number);
        };
    }

    private static int number(Priority priority) {
        return switch (priority) {
            case CRITICAL -> 0;
            case STANDARD -> 1;
            case BACKGROUND -> 2;
        };
    }

    private static Priority priority(int number) {
        return switch (number) {
            case 0 -> Priority.CRITICAL;
            case 1 -> Priority.STANDARD;
            case 2 -> Priority.BACKGROUND;
            default -> throw unknown("priority", number);
        };
    }

    private static IllegalStateException unknown(String what, int seen) {
        return new IllegalStateException("ledger entry: seen %s %d, which nobody writes".formatted(what, seen));
    }
}
