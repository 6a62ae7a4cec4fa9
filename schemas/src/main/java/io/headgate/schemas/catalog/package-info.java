/** The catalogue: providers, models, routes, tiers, tenants and alert rules, read strictly. */
@NullMarked
package io.headgate.schemas.catalog;

import org.jspecify.annotations.NullMarked;
