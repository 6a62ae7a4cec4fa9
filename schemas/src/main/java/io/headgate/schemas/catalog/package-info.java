/** The catalogue: providers, models, routes, tiers, tenants, alert rules and webhooks, read strictly. */
@NullMarked
package io.headgate.schemas.catalog;

import org.jspecify.annotations.NullMarked;
