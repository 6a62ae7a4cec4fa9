package io.headgate.api.http.manage;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.erasure.Subject;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.UserId;
import io.headgate.schemas.message.FailureCode;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.simple.SimpleHttpParameters;
import io.micronaut.http.uri.QueryStringDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErasureOrderTest {
    private static final Optional<TenantId> ACME = Optional.of(new TenantId("acme"));

    @Test
    void namesAPersonOrTheWholeTenant() {
        assertThat(ErasureOrder.of(ACME, query("tenant=acme&user=u-1")))
                .isEqualTo(new ErasureOrder.Right(new Subject(new TenantId("acme"), new UserId("u-1")), false));
        assertThat(ErasureOrder.of(ACME, query("user=u-1&dry_run=true")))
                .isEqualTo(new ErasureOrder.Right(new Subject(new TenantId("acme"), new UserId("u-1")), true));
        assertThat(ErasureOrder.of(ACME, query("tenant=acme&dry_run=false")))
                .isEqualTo(new ErasureOrder.Right(new Subject(new TenantId("acme"), null), false));
    }

    @ParameterizedTest
    @CsvSource({
        "dry_run=true, user, INVALID_FIELD",
        "tenant=globex, tenant, TENANT_MISMATCH",
        "tenant=globex&user=u, tenant, TENANT_MISMATCH",
        "user=, user, INVALID_FIELD",
        "user=a%20b, user, INVALID_FIELD",
        "user=u&user=v, user, INVALID_FIELD",
        "user=u&dry_run=yes, dry_run, INVALID_FIELD",
        "user=u&dryrun=true, dryrun, INVALID_FIELD",
    })
    void isRefused_whenItIsNotSaidPlainly(String query, String param, FailureCode code) {
        assertThat(ErasureOrder.of(ACME, query(query))).isInstanceOfSatisfying(ErasureOrder.Wrong.class, wrong -> {
            assertThat(wrong.param()).isEqualTo(param);
            assertThat(wrong.failure().code()).isEqualTo(code);
        });
    }

    @Test
    void isRefused_whenTheCallerActsForNobody() {
        assertThat(ErasureOrder.of(Optional.empty(), query("user=u-1")))
                .isInstanceOfSatisfying(
                        ErasureOrder.Wrong.class,
                        wrong -> assertThat(wrong.failure().code()).isEqualTo(FailureCode.MISSING_TENANT));
    }

    private static HttpParameters query(String query) {
        Map<CharSequence, List<String>> values =
                new LinkedHashMap<>(new QueryStringDecoder("/v1/data?" + query).parameters());
        return new SimpleHttpParameters(values, ConversionService.SHARED);
    }
}
