/** Webhooks of tenants: who is told that a request has ended, what it is told, and what that is signed with. */
@NullMarked
package io.headgate.api.webhooks;

import org.jspecify.annotations.NullMarked;
