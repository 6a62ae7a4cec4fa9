package io.headgate.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.access.audit.Actor;
import io.headgate.schemas.id.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedEntranceTest {
    private static final Actor ANN = new Actor("ann", Actor.Via.CLI);

    private final SetClock clock = new SetClock();
    private final MemoryKeyStore store = new MemoryKeyStore();
    private final Pepper pepper = new Pepper("0123456789abcdef0123456789abcdef");
    private final KnownKeys known = new KnownKeys(store::find, clock);
    private final LastUses uses = new LastUses();
    private final Guesses guesses = new Guesses(clock);
    private final KeyedEntrance entrance = new KeyedEntrance(known, guesses, pepper, uses, clock);
    /** In another process: nothing tells {@link #known} of what it changes. */
    private final KeyDesk elsewhere = new KeyDesk(store, () -> pepper, _ -> {}, clock);

    @Test
    void whoHasAKeyIsLetInAsItSays_andItsUseIsStamped() {
        ApiKey key = key(KeyRole.CLIENT, "acme", "search");

        Caller caller = admitted(key, null, null);

        assertThat(caller.name()).isEqualTo(key.id().value());
        assertThat(caller.tenant()).contains(new TenantId("acme"));
        assertThat(caller.project()).contains("search");
        assertThat(caller.scopes()).isEqualTo(KeyRole.CLIENT.scopes());
        assertThat(uses.take()).containsEntry(key.id(), clock.instant());
        assertThat(uses.take()).isEmpty();
    }

    @Test
    void aKeyOfTheInstallationActsForWhomTheRequestNames() {
        ApiKey key = key(KeyRole.OPERATOR, null, null);

        assertThat(admitted(key, "globex", null).tenant()).contains(new TenantId("globex"));
        assertThat(admitted(key, null, null).tenant()).isEmpty();
    }

    @Test
    void anotherTenantOrProjectThanTheKeysIsForeign() {
        ApiKey key = key(KeyRole.CLIENT, "acme", "search");

        assertThat(enter(key.text(), "globex", null)).isEqualTo(new Entry.Foreign("tenant", "globex", "acme"));
        assertThat(enter(key.text(), "acme", "billing")).isEqualTo(new Entry.Foreign("project", "billing", "search"));
        assertThat(enter(key.text(), "acme", "search")).isInstanceOf(Entry.Admitted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sk-something",
                "hg_",
                "hg__",
                "hg_000000000000_short",
                "hg_000000000000_00000000000000000000000000000000",
                "HG_000000000000_00000000000000000000000000000000",
                "hg_00000000000/_00000000000000000000000000000000",
                "hg_000000000000_00000000000000000000000000000000 "
            })
    void whatIsNoKeyIsNobodys(String text) {
        assertThat(enter(text, "acme", null)).isEqualTo(new Entry.Unidentified("Incorrect API key provided."));
    }

    @Test
    void theRightIdWithAnotherSecretIsNobodys_andSaysNoMoreThanAnUnknownOne() {
        ApiKey key = key(KeyRole.CLIENT, "acme", null);
        String other = key.text().substring(0, 16) + "0".repeat(32);

        assertThat(enter(other, "acme", null)).isEqualTo(new Entry.Unidentified("Incorrect API key provided."));
        assertThat(uses.take()).isEmpty();
    }

    @Test
    void anotherPepperMakesEveryKeyInvalid() {
        ApiKey key = key(KeyRole.CLIENT, "acme", null);
        KeyedEntrance moved =
                new KeyedEntrance(known, guesses, new Pepper("fedcba9876543210fedcba9876543210"), uses, clock);

        assertThat(moved.enter(new Presented(Optional.of(key.text()), Optional.empty(), Optional.empty(), "10.0.0.1")))
                .isInstanceOf(Entry.Unidentified.class);
    }

    @Test
    void aKeyRevokedElsewhereIsRefusedWithinFiveSeconds() {
        ApiKey key = key(KeyRole.CLIENT, "acme", null);
        admitted(key, null, null);
        elsewhere.revoke(key.id(), ANN);

        clock.pass(Duration.ofMillis(4_001));

        assertThat(enter(key.text(), null, null))
                .isInstanceOfSatisfying(
                        Entry.Unidentified.class,
                        nobody -> assertThat(nobody.why()).contains("revoked"));
    }

    @Test
    void aKeyThatExpiredIsRefusedAtOnce() {
        ApiKey key = ((KeyDesk.Outcome.Made) elsewhere.create(
                        new KeyWish(
                                "x",
                                KeyRole.CLIENT,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(clock.instant().plusSeconds(1))),
                        ANN))
                .key();
        admitted(key, null, null);

        clock.pass(Duration.ofSeconds(1));

        assertThat(enter(key.text(), null, null)).isInstanceOf(Entry.Unidentified.class);
    }

    @Test
    void whileTheTableIsAway_knownKeysAreGoodForTenMinutes_andOthersUndecided() {
        ApiKey known = key(KeyRole.CLIENT, "acme", null);
        ApiKey fresh = key(KeyRole.CLIENT, "acme", null);
        admitted(known, null, null);
        store.away = true;

        clock.pass(Duration.ofMinutes(9));
        assertThat(enter(known.text(), null, null)).isInstanceOf(Entry.Admitted.class);
        assertThat(enter(fresh.text(), null, null)).isEqualTo(new Entry.Undecided());
        clock.pass(Duration.ofMinutes(2));
        assertThat(enter(known.text(), null, null)).isEqualTo(new Entry.Undecided());
        store.away = false;
        clock.pass(Duration.ofSeconds(2));
        assertThat(List.of(enter(known.text(), null, null), enter(fresh.text(), null, null)))
                .allMatch(Entry.Admitted.class::isInstance);
    }

    @Test
    void aTableThatIsAwayIsAskedOnceASecond_andOneThatIsThereOnceInFour() {
        ApiKey key = key(KeyRole.CLIENT, "acme", null);
        for (int i = 0; i < 100; i++) {
            admitted(key, null, null);
        }
        assertThat(store.reads).isEqualTo(1);
        store.away = true;
        clock.pass(Duration.ofSeconds(5));
        for (int i = 0; i < 100; i++) {
            admitted(key, null, null);
        }
        assertThat(store.reads).isEqualTo(2);
    }

    @Test
    void guessesCostOneReadEach_andAreForgottenInTheEnd() {
        for (int i = 0; i < 3; i++) {
            enter("hg_000000000000_00000000000000000000000000000000", null, null);
        }
        assertThat(store.reads).isEqualTo(1);
        for (int i = 0; i < KnownKeys.MOST_ABSENT; i++) {
            known.find(new KeyId("%012d".formatted(i + 1)));
        }
        int before = store.reads;
        known.find(new KeyId("000000000000"));
        assertThat(store.reads).isEqualTo(before + 1);
    }

    @Test
    void aFloodOfGuessesIsNotLookedUp_andKeysThatAreKnownAreServedBesideIt() {
        ApiKey key = key(KeyRole.CLIENT, "acme", null);
        ApiKey fresh = key(KeyRole.CLIENT, "acme", null);
        admitted(key, null, null);
        int before = store.reads;
        for (int i = 0; i < 3 * KnownKeys.MOST; i++) {
            Entry entry = enter(guess(i), null, null);
            assertThat(entry).isInstanceOf(i < Guesses.MOST ? Entry.Unidentified.class : Entry.TooManyGuesses.class);
        }

        assertThat(store.reads).isEqualTo(before + Guesses.MOST);
        admitted(key, null, null);
        assertThat(store.reads).as("nothing has pushed it out").isEqualTo(before + Guesses.MOST);
        // A good one that nobody remembers is not told that it is wrong, and from elsewhere it is looked up.
        assertThat(enter(fresh.text(), null, null)).isEqualTo(new Entry.TooManyGuesses(Guesses.WINDOW));
        assertThat(entrance.enter(
                        new Presented(Optional.of(fresh.text()), Optional.empty(), Optional.empty(), "10.0.0.2")))
                .isInstanceOf(Entry.Admitted.class);

        clock.pass(Guesses.WINDOW);
        assertThat(enter(guess(7_000_000), null, null)).isInstanceOf(Entry.Unidentified.class);
    }

    @Test
    void whoSendsTheSameWrongKeyAgainAndAgain_isToldThatItIsWrong() {
        for (int i = 0; i < 3 * Guesses.MOST; i++) {
            assertThat(enter(guess(1), null, null)).isInstanceOf(Entry.Unidentified.class);
        }
    }

    @Test
    void newKeysThatAreGoodAreNoGuesses() {
        for (int i = 0; i < 2 * Guesses.MOST; i++) {
            admitted(key(KeyRole.CLIENT, "acme", null), null, null);
        }
    }

    private static String guess(int number) {
        return "hg_%012d_%s".formatted(number, "0".repeat(32));
    }

    private ApiKey key(KeyRole role, @Nullable String tenant, @Nullable String project) {
        KeyWish wish = new KeyWish(
                "x",
                role,
                Optional.empty(),
                Optional.ofNullable(tenant).map(TenantId::new),
                Optional.ofNullable(project),
                Optional.empty());
        return ((KeyDesk.Outcome.Made) elsewhere.create(wish, ANN)).key();
    }

    private Caller admitted(ApiKey key, @Nullable String tenant, @Nullable String project) {
        Entry entry = enter(key.text(), tenant, project);
        assertThat(entry).isInstanceOf(Entry.Admitted.class);
        return ((Entry.Admitted) entry).caller();
    }

    private Entry enter(String key, @Nullable String tenant, @Nullable String project) {
        return entrance.enter(new Presented(
                Optional.of(key),
                Optional.ofNullable(tenant).map(TenantId::new),
                Optional.ofNullable(project),
                "10.0.0.1"));
    }
}
