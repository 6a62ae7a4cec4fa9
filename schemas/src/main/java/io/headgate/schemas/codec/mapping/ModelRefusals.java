package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.catalog.Ability;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.message.ModelRefusal;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** What models refused, though their lines say that they can. */
public final class ModelRefusals implements Mapping<ModelRefusal, io.headgate.schemas.avro.ModelRefusal> {
    @Override
    public Schema schema() {
        return io.headgate.schemas.avro.ModelRefusal.getClassSchema();
    }

    @Override
    public io.headgate.schemas.avro.ModelRefusal toAvro(ModelRefusal refusal) {
        return io.headgate.schemas.avro.ModelRefusal.newBuilder()
                .setModel(refusal.model().value())
                .setCapability(Words.of(refusal.capability()))
                .setProvider(refusal.said().provider().value())
                .setProviderModel(refusal.said().providerModel())
                .setCan(refusal.said().can().stream().sorted().map(Words::of).toList())
                .setCatalogRevision(refusal.revision().number())
                .setAt(refusal.at())
                .build();
    }

    @Override
    public ModelRefusal toDomain(io.headgate.schemas.avro.ModelRefusal refusal) {
        Ability said = new Ability(
                new ProviderName(refusal.getProvider()),
                refusal.getProviderModel(),
                refusal.getCan().stream().map(ModelRefusals::capability).collect(Collectors.toUnmodifiableSet()));
        return new ModelRefusal(
                new ModelName(refusal.getModel()),
                capability(refusal.getCapability()),
                said,
                new CatalogRevision(refusal.getCatalogRevision()),
                refusal.getAt());
    }

    private static Capability capability(String word) {
        return Words.parse("capability", Capability.values(), word);
    }
}
