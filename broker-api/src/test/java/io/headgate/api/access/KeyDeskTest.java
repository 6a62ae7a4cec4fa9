package io.headgate.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.access.KeyDesk.Outcome;
import io.headgate.api.access.audit.Actor;
import io.headgate.schemas.id.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyDeskTest {
    private static final Actor ANN = new Actor("ann", Actor.Via.CLI);

    private final SetClock clock = new SetClock();
    private final MemoryKeyStore store = new MemoryKeyStore();
    private final Pepper pepper = new Pepper("0123456789abcdef0123456789abcdef");
    private final List<KeyId> changed = new ArrayList<>();
    private final KeyDesk desk = new KeyDesk(store, () -> pepper, changed::add, clock);

    @Test
    void aKeyIsTold_andWhatIsKeptOfItIsNoKey() {
        Outcome.Made made = made(desk.create(wish(KeyRole.CLIENT, "acme", null), ANN));

        assertThat(made.key().text()).matches("hg_[0-9A-Za-z]{12}_[0-9A-Za-z]{32}");
        StoredKey stored = store.kept(made.key().id());
        assertThat(pepper.matches(made.key(), stored.mac())).isTrue();
        assertThat(stored.scopes()).containsExactlyInAnyOrder(Scope.SUBMIT, Scope.READ, Scope.CANCEL);
        String secret = made.key().text().substring(16);
        assertThat(List.of(stored.toString(), made.key().toString(), made.view().toString()))
                .noneMatch(text -> text.contains(secret));
    }

    @Test
    void noTwoKeysAreTheSame() {
        KeyWish wish = wish(KeyRole.READER, null, null);
        assertThat(made(desk.create(wish, ANN)).key().text())
                .isNotEqualTo(made(desk.create(wish, ANN)).key().text());
    }

    @Test
    void whoAdministersDoesSoForTheWholeInstallation() {
        assertThat(desk.create(wish(KeyRole.ADMIN, "acme", null), ANN))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.field()).isEqualTo("tenant"));
        KeyWish lesser = new KeyWish(
                "x",
                KeyRole.ADMIN,
                Optional.of(Set.of(Scope.ERASE)),
                Optional.of(new TenantId("acme")),
                Optional.empty(),
                Optional.empty());
        assertThat(desk.create(lesser, ANN)).isInstanceOf(Outcome.Made.class);
    }

    @ParameterizedTest
    @EnumSource(Scope.class)
    void noKeyMayMoreThanItsRole(Scope scope) {
        KeyWish wish = new KeyWish(
                "x", KeyRole.READER, Optional.of(Set.of(scope)), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(desk.create(wish, ANN) instanceof Outcome.Made)
                .isEqualTo(KeyRole.READER.scopes().contains(scope));
    }

    @Test
    void aProjectIsSomebodys_andAKeyDoesNotExpireBeforeItIsMade() {
        assertThat(field(desk.create(wish(KeyRole.CLIENT, null, "search"), ANN)))
                .isEqualTo("project");
        assertThat(field(desk.create(wish(KeyRole.CLIENT, "acme", "a b"), ANN))).isEqualTo("project");
        KeyWish late = new KeyWish(
                "x",
                KeyRole.CLIENT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(clock.instant()));
        assertThat(field(desk.create(late, ANN))).isEqualTo("expires_at");
        assertThat(field(desk.create(
                        new KeyWish(
                                "",
                                KeyRole.CLIENT,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        ANN)))
                .isEqualTo("label");
        assertThat(store.keys).isEmpty();
    }

    @Test
    void bothKeysAreGoodUntilTheOldOneExpires_whenItIsRotated() {
        KeyId old = made(desk.create(wish(KeyRole.CLIENT, "acme", "search"), ANN))
                .key()
                .id();

        Outcome.Made fresh = made(desk.rotate(old, clock.instant().plusSeconds(60), Optional.empty(), ANN));

        StoredKey successor = store.kept(fresh.key().id());
        assertThat(successor.replaces()).contains(old);
        assertThat(successor.tenant()).contains(new TenantId("acme"));
        assertThat(successor.project()).contains("search");
        assertThat(state(old)).isEqualTo(StoredKey.State.VALID);
        clock.pass(Duration.ofSeconds(60));
        assertThat(state(old)).isEqualTo(StoredKey.State.EXPIRED);
        assertThat(state(fresh.key().id())).isEqualTo(StoredKey.State.VALID);
        assertThat(changed).contains(old);
        assertThat(desk.rotate(old, clock.instant(), Optional.empty(), ANN)).isInstanceOf(Outcome.NotValid.class);
    }

    @Test
    void aRotationNeverLetsAKeyLiveLonger() {
        KeyWish wish = new KeyWish(
                "x",
                KeyRole.CLIENT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(clock.instant().plusSeconds(10)));
        KeyId old = made(desk.create(wish, ANN)).key().id();

        assertThat(desk.rotate(old, clock.instant().plusSeconds(100), Optional.empty(), ANN))
                .isInstanceOf(Outcome.Made.class);

        clock.pass(Duration.ofSeconds(10));
        assertThat(state(old)).isEqualTo(StoredKey.State.EXPIRED);
    }

    @Test
    void aRevokedKeyStaysSo_andIsNotReplaced() {
        KeyId id =
                made(desk.create(wish(KeyRole.CLIENT, null, null), ANN)).key().id();

        KeyView first = desk.revoke(id, ANN).orElseThrow();
        clock.pass(Duration.ofMinutes(1));
        KeyView second = desk.revoke(id, ANN).orElseThrow();

        assertThat(first.state()).isEqualTo("revoked");
        assertThat(second.revokedAt()).isEqualTo(first.revokedAt());
        assertThat(store.acts).filteredOn(act -> act.startsWith("key.revoke")).hasSize(1);
        assertThat(desk.rotate(id, clock.instant(), Optional.empty(), ANN))
                .isEqualTo(new Outcome.NotValid(StoredKey.State.REVOKED));
        assertThat(desk.revoke(new KeyId("000000000000"), ANN)).isEmpty();
    }

    @Test
    void theFirstAdministratorIsMadeOnce_andAgainWhenThereIsNone() {
        Outcome.Made first = desk.bootstrap(ANN).orElseThrow();

        assertThat(first.view().role()).isEqualTo("admin");
        assertThat(desk.bootstrap(ANN)).isEmpty();
        desk.revoke(first.key().id(), ANN);
        assertThat(desk.bootstrap(ANN)).isPresent();
    }

    @Test
    void theFirstApplicationsKeyIsMadeOnce_andNeverAgain() {
        desk.bootstrap(ANN);
        Outcome.Made first = desk.firstClient(new TenantId("default"), ANN).orElseThrow();

        assertThat(first.view().tenant()).isEqualTo("default");
        assertThat(first.view().scopes()).containsExactlyInAnyOrder("submit", "read", "cancel");
        assertThat(store.acts).contains("key.create " + first.key().id());
        desk.revoke(first.key().id(), ANN);
        assertThat(desk.firstClient(new TenantId("default"), ANN)).isEmpty();
    }

    @Test
    void noFirstKeyIsMade_whereATenantHasOneAlready() {
        desk.create(wish(KeyRole.CLIENT, "acme", null), ANN);

        assertThat(desk.firstClient(new TenantId("default"), ANN)).isEmpty();
    }

    private StoredKey.State state(KeyId id) {
        return store.kept(id).at(clock.instant());
    }

    private static Outcome.Made made(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Made.class);
        return (Outcome.Made) outcome;
    }

    private static String field(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).field();
    }

    private static KeyWish wish(KeyRole role, @Nullable String tenant, @Nullable String project) {
        return new KeyWish(
                "a label",
                role,
                Optional.empty(),
                Optional.ofNullable(tenant).map(TenantId::new),
                Optional.ofNullable(project),
                Optional.empty());
    }
}
