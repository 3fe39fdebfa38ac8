package io.hellwall.webhook;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hellwall.audit.AuditRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook is told, in the form of the Standard Webhooks specification.
 *
 * @param type of the event, a name of the OWASP logging vocabulary
 * @param timestamp when it happened
 */
record WebhookMessage(String type, Instant timestamp, Data data) {

	static WebhookMessage of(AuditRecord event, @Nullable String email) {
		return new WebhookMessage(event.event(), event.at(),
				new Data(event.eventId(), event.type().name(), event.outcome().toString(), event.accountId(), email,
						event.sessionId(), event.by(), event.mac(), event.network(), event.reason(), event.times()));
	}

	/** For somebody who wants to see whether a webhook works. */
	static WebhookMessage test(Instant now) {
		return new WebhookMessage("test", now,
				new Data("0", "TEST", "success", null, null, null, null, null, null, null, 1));
	}

	/**
	 * The event as the audit has it, and the address of the account where that is wanted.
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Data(String eventId, String event, String outcome, @Nullable UUID accountId, @Nullable String email,
			@Nullable UUID sessionId, @Nullable String by, @Nullable String mac, @Nullable String network,
			@Nullable String reason, long times) {
	}

}
