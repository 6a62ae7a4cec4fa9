/**
 * What clients send, read strictly: whatever comes over Kafka or HTTP becomes a normalised request, or the reason why
 * not. There is no other reader, so that both follow the same rules.
 */
@NullMarked
package io.headgate.schemas.intake;

import org.jspecify.annotations.NullMarked;
