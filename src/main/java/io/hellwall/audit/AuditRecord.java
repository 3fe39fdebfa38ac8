package io.hellwall.audit;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An event as an administrator reads it.
 *
 * @param eventId a number, as text, since it has more digits than some readers keep
 * @param event its name in the OWASP logging vocabulary
 * @param type the more exact name of our own
 * @param accountId whom it concerns
 * @param by who caused it, where it was not the holder's own request
 * @param reason why something was refused or ended; or what it is about, where that is no
 * account: the name of an admin key or the id of a webhook
 * @param times how many events of this kind it stands for: more than one where refusals
 * were only counted
 * @param seq its place in the chain; null in the first second
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditRecord(String eventId, Instant at, String event, Event type, Outcome outcome,
		@Nullable UUID accountId, @Nullable UUID sessionId, @Nullable String by, @Nullable String mac,
		@Nullable String network, @Nullable String reason, long times, @Nullable Long seq) {
}
