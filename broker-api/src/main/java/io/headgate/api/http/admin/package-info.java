/** Administration over HTTP: keys, tenants, projects, limits, and the log of who changed them. */
@NullMarked
package io.headgate.api.http.admin;

import org.jspecify.annotations.NullMarked;
