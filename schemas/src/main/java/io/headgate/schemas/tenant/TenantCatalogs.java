package io.headgate.schemas.tenant;

import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.TenantId;
import java.util.Optional;

/** The catalogue in force as it holds for each tenant: its settings in place of what the catalogue says of it. */
public interface TenantCatalogs {
    /** What is missing before the first catalogue. */
    String NO_CATALOGUE = "no catalogue has been published yet";

    /**
     * The catalogue in force, without anybody's settings. Never blocks.
     *
     * @throws IllegalStateException before the first has come
     */
    Catalogue common();

    /**
     * The catalogue for one tenant: to be asked about that one only, since it may name no other. Never blocks.
     *
     * @throws IllegalStateException before the first has come
     */
    Catalogue of(TenantId tenant);

    /** What has to come before anybody's catalogue can be asked for, in words; empty once it is there. Never blocks. */
    default Optional<String> missing() {
        try {
            common();
            return Optional.empty();
        } catch (IllegalStateException noneYet) {
            return Optional.of(NO_CATALOGUE);
        }
    }

    /** The largest request body accepted of anybody, in bytes of UTF-8. */
    long largestBodyBytes();

    /** Where nobody has settings. */
    static TenantCatalogs without(CatalogSource catalogs) {
        return new TenantCatalogs() {
            @Override
            public Catalogue common() {
                return catalogs.current();
            }

            @Override
            public Catalogue of(TenantId tenant) {
                return catalogs.current();
            }

            @Override
            public long largestBodyBytes() {
                return catalogs.current().largestBodyBytes();
            }
        };
    }

    /** One catalogue for everybody. */
    static TenantCatalogs fixed(Catalogue catalogue) {
        return without(CatalogSource.fixed(catalogue));
    }
}
