package io.headgate.router.route;

import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.money.Price;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint and model that could serve a request, with what it would cost.
 *
 * @param price in force now; null when there is none
 * @param reservation estimated input and capped output at that price
 */
record Candidate(Target target, Model model, @Nullable Price price, Reservation reservation) {}
