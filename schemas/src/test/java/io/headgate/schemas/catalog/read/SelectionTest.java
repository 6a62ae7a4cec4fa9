package io.headgate.schemas.catalog.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Route {@code all} lists m3, m2, m1. */
class SelectionTest {
    private static final String CANDIDATES = "candidates: [{model: m3}, {model: m2}, {model: m1}]";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            strategy: weighted, candidates: [{model: m3, share: 60}, {model: m2, share: 30}]       | routes.all.candidates: seen shares of 90 % in all, allowed 100
            strategy: weighted, candidates: [{model: m3, share: "99.5"}, {model: m2, share: "0.6"}] | seen shares of 100.1 % in all, allowed 100
            strategy: weighted, candidates: [{model: m3, share: 100}, {model: m2}]                 | seen 1 shares for 2 candidates, allowed one for each
            strategy: weighted, candidates: [{model: m3, share: 50, variant: m2}, {model: m2, share: 50}] | seen variant 'm2' again, allowed once
            candidates: [{model: m3, share: 100}]                                                  | seen a share, allowed only where the strategy is weighted
            candidates: [{model: m3, variant: b}]                                                  | variant: allowed only beside a share
            sticky_tag: session, candidates: [{model: m3}]                                         | sticky_tag: allowed only where the strategy is weighted, or beside a canary
            weights: {cost: 0, latency: 0, errors: 0}, candidates: [{model: m3}]                   | weights: seen only 0, allowed one or more above it
            quirks: [{when: [tools], only: [m1]}], candidates: [{model: m3}, {model: m2}]          | quirks: no candidate of this route is the model 'm1'
            overrides: [{strategy: fastest}], candidates: [{model: m3}]                            | overrides[0]: seen no condition
            overrides: [{priorities: [background], strategy: weighted}], candidates: [{model: m3}] | seen 0 shares for 1 candidates
            canary: {of: m3, to: m1}, candidates: [{model: m3}, {model: m2}]                       | canary: no candidate of this route is the model 'm1'
            canary: {of: m3, to: m3}, candidates: [{model: m3}, {model: m2}]                       | canary.to: seen the pinned model itself, allowed another
            canary: {of: m3, to: m2, share: 101}, candidates: [{model: m3}, {model: m2}]           | canary.share: seen 101, allowed at most 100
            canary: {of: m3, to: m2, stop: {}}, candidates: [{model: m3}, {model: m2}]             | canary.stop: seen no rule
            canary: {of: m3, to: m2, ramp: [{after: 1h, share: 50}]}, candidates: [{model: m3}, {model: m2}] | canary.ramp: allowed only beside from
            canary: {of: m3, to: m2, from: 2026-12-01, ramp: [{after: 2h, share: 50}, {after: 1h, share: 100}]}, candidates: [{model: m3}, {model: m2}] | canary.ramp: seen step 2 not later
            strategy: weighted, canary: {of: m3, to: m2}, candidates: [{model: m3, share: 50}, {model: m2, share: 50}] | canary: allowed only where the strategy is not weighted
            overrides: [{locales: [de], strategy: ordered, prefer: [m2]}], candidates: [{model: m3}] | overrides: no candidate of this route is the model 'm2'
            """)
    void refused_whenItCannotBeMeant(String route, String problem) {
        assertThat(CatalogTexts.problems(CatalogTexts.MINIMAL.replace(CANDIDATES, route)))
                .singleElement()
                .asString()
                .contains(problem);
    }
}
