/** Tenants as they are administered: their settings, limits and projects. */
@NullMarked
package io.headgate.api.access.tenants;

import org.jspecify.annotations.NullMarked;
