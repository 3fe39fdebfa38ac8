package io.hellwall.webhook;

import java.time.Instant;
import java.util.List;

import io.hellwall.audit.EventName;
import org.jspecify.annotations.Nullable;

/**
 * A webhook, without its secret.
 *
 * @param events what it is told of; empty for all events
 * @param withEmail whether it is told the address of an account
 * @param position the place of the newest event that it was told of, in the chain of the
 * audit
 * @param attempts how often the next event was tried in vain
 * @param disabledAt when it was given up, because it did not answer
 */
public record WebhookView(WebhookId id, String url, List<EventName> events, boolean withEmail, Instant createdAt,
		long position, int attempts, @Nullable Instant disabledAt) {
}
