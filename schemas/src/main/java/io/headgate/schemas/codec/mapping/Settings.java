package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.TierName;
import io.headgate.schemas.message.TenantSettings;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** What holds for tenants. */
public final class Settings implements Mapping<TenantSettings, io.headgate.schemas.avro.TenantSettings> {
    @Override
    public Schema schema() {
        return io.headgate.schemas.avro.TenantSettings.getClassSchema();
    }

    @Override
    public io.headgate.schemas.avro.TenantSettings toAvro(TenantSettings settings) {
        TenantSettings.Policy policy = settings.policy();
        return io.headgate.schemas.avro.TenantSettings.newBuilder()
                .setTenant(settings.tenant().value())
                .setEnabled(settings.enabled())
                .setTier(Absent.or(settings.tier(), TierName::value))
                .setLimits(Limits.avro(settings.limits(), settings.modelLimits(), settings.projectLimits()))
                .setAliases(Absent.or(policy.aliases(), aliases -> texts(aliases, Alias::value)))
                .setProviders(Absent.or(policy.providers(), providers -> texts(providers, ProviderName::value)))
                .setRegions(Absent.or(policy.regions(), regions -> texts(regions, Function.identity())))
                .setRedaction(Absent.or(policy.redaction(), Redactions::ofTenant))
                .setReplyTopics(texts(settings.replyTopics(), Function.identity()))
                .setMaxBodyBytes(policy.maxBodyBytes())
                .setWeight(settings.weight() == null ? 0 : settings.weight())
                .setUpdatedBy(settings.updatedBy())
                .setUpdatedAt(settings.updatedAt())
                .build();
    }

    @Override
    public TenantSettings toDomain(io.headgate.schemas.avro.TenantSettings settings) {
        return new TenantSettings(
                new TenantId(settings.getTenant()),
                settings.getEnabled(),
                Absent.or(settings.getTier(), TierName::new),
                Limits.ofTenant(settings.getLimits()),
                Limits.byModel(settings.getLimits()),
                Limits.byProject(settings.getLimits()),
                new TenantSettings.Policy(
                        Absent.or(settings.getAliases(), aliases -> parsed(aliases, Alias::new)),
                        Absent.or(settings.getProviders(), providers -> parsed(providers, ProviderName::new)),
                        Absent.or(settings.getRegions(), regions -> parsed(regions, Function.identity())),
                        Absent.or(settings.getRedaction(), Redactions::ofTenant),
                        settings.getMaxBodyBytes()),
                parsed(settings.getReplyTopics(), Function.identity()),
                settings.getWeight() == 0 ? null : settings.getWeight(),
                settings.getUpdatedBy(),
                settings.getUpdatedAt());
    }

    /** In order, so that equal settings are equal bytes. */
    private static <T> List<String> texts(Collection<T> values, Function<T, String> text) {
        return values.stream().map(text).sorted().toList();
    }

    private static <T> Set<T> parsed(List<String> texts, Function<String, T> parse) {
        return texts.stream().map(parse).collect(Collectors.toUnmodifiableSet());
    }
}
