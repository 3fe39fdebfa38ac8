package io.hellwall.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hellwall.audit.AuditCursor;
import io.hellwall.audit.AuditFilter;
import io.hellwall.audit.AuditPage;
import io.hellwall.audit.AuditRecord;
import io.hellwall.audit.AuditTrail;
import io.hellwall.audit.EventName;
import io.hellwall.audit.Outcome;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.Explode;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.convert.converter.Converter;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells the administrator what happened. */
@RestController
@Tag(name = "Administration")
@SecurityRequirement(name = AdminGate.SCHEME)
class AuditController {

	private static final int PAGE = 100;

	private static final String LINES = "application/x-ndjson";

	private static final String ACCOUNT = "Id of the account that the events concern. It stays the same when the account is deleted.";

	private static final String EVENT = "Name of an event, from the OWASP logging vocabulary or the more exact"
			+ " `type`. Several are separated by commas.";

	private static final String OUTCOME = "How the events went.";

	private static final String FROM = "The first instant.";

	private static final String TO = "The first instant that is too late.";

	private static final String ID = "0f8c7a52-12d4-4c8e-8a6e-2f6a3a9d1b10";

	private static final String YESTERDAY = "2026-11-21T12:00:00Z";

	private static final String TODAY = "2026-11-22T12:00:00Z";

	private final AuditTrail trail;

	private final JsonMapper json;

	AuditController(AuditTrail trail, JsonMapper json) {
		this.trail = trail;
		this.json = json;
	}

	@Operation(operationId = "listAuditEvents", summary = "List audit events",
			description = "Lists up to 100 events, the newest first. For the next page, send `next` of this one as"
					+ " `cursor`, with the same other parameters.",
			responses = @ApiResponse(responseCode = "200", description = "A page. The last one has no `next`."))
	@GetMapping(path = "/admin/audit", produces = MediaType.APPLICATION_JSON_VALUE)
	AuditResponse list(@Parameter(description = ACCOUNT, example = ID) @RequestParam @Nullable UUID account,
			@Parameter(description = EVENT, example = "[\"authn_login_fail\",\"user_created\"]",
					explode = Explode.FALSE, array = @ArraySchema(schema = @Schema(type = "string"))) @RequestParam(
							defaultValue = "") List<EventName> event,
			@Parameter(description = OUTCOME, example = "failure",
					schema = @Schema(type = "string",
							allowableValues = { "success", "failure" })) @RequestParam @Nullable Outcome outcome,
			@Parameter(description = FROM, example = YESTERDAY) @RequestParam @Nullable Instant from,
			@Parameter(description = TO, example = TODAY) @RequestParam @Nullable Instant to,
			@Parameter(description = "The `next` of the page before. Leave it out for the first page.",
					schema = @Schema(type = "string"),
					example = "AAABmrsovAAFTVUAAAAAAQ") @RequestParam @Nullable AuditCursor cursor) {
		return AuditResponse.of(this.trail.page(new AuditFilter(account, event, outcome, from, to), cursor, PAGE));
	}

	@Operation(operationId = "exportAuditEvents", summary = "Export audit events",
			description = "Gives all events, the oldest first, as JSON Lines: one event on each line."
					+ " If it cannot be continued, the last line is a refusal (RFC 9457).",
			responses = @ApiResponse(responseCode = "200", description = "The events.",
					content = @Content(mediaType = LINES, schema = @Schema(implementation = AuditEventResponse.class))))
	@GetMapping(path = "/admin/audit/export", produces = LINES)
	void export(@Parameter(description = ACCOUNT, example = ID) @RequestParam @Nullable UUID account,
			@Parameter(description = EVENT, example = "[\"authn_login_fail\",\"user_created\"]",
					explode = Explode.FALSE, array = @ArraySchema(schema = @Schema(type = "string"))) @RequestParam(
							defaultValue = "") List<EventName> event,
			@Parameter(description = OUTCOME, example = "failure",
					schema = @Schema(type = "string",
							allowableValues = { "success", "failure" })) @RequestParam @Nullable Outcome outcome,
			@Parameter(description = FROM, example = YESTERDAY) @RequestParam @Nullable Instant from,
			@Parameter(description = TO, example = TODAY) @RequestParam @Nullable Instant to,
			HttpServletResponse response) throws IOException {
		AuditFilter filter = new AuditFilter(account, event, outcome, from, to);
		response.setContentType(LINES);
		this.trail.export(filter, (events) -> write(events, response));
	}

	/** Each piece has the time of an answer, so that there may be many of them. */
	private void write(List<AuditRecord> events, HttpServletResponse response) throws IOException {
		StringBuilder lines = new StringBuilder();
		for (AuditRecord event : events) {
			lines.append(this.json.writeValueAsString(AuditEventResponse.of(event))).append('\n');
		}
		response.getOutputStream().write(lines.toString().getBytes(StandardCharsets.UTF_8));
	}

	/** Spring would only read the name of the constant. */
	@Component
	static class Outcomes implements Converter<String, Outcome> {

		@Override
		public Outcome convert(String text) {
			return Outcome.of(text);
		}

	}

	@Schema(description = "A page of audit events.")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record AuditResponse(@Schema(description = "Up to 100 events, the newest first.") List<AuditEventResponse> events,
			@Schema(example = "AAABmrsovAAFTVUAAAAAAQ",
					description = "What to send as `cursor` for the next page.") @Nullable String next) {

		static AuditResponse of(AuditPage page) {
			return new AuditResponse(page.events().stream().map(AuditEventResponse::of).toList(),
					(page.next() != null) ? page.next().toString() : null);
		}

	}

	@Schema(description = "An event.")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record AuditEventResponse(
			@Schema(example = "912345678901234567", description = "Id of the event, a number.") String eventId,
			@Schema(example = TODAY, description = "When it happened.") Instant at,
			@Schema(example = "authn_login_fail",
					description = "Its name in the OWASP logging vocabulary.") String event,
			@Schema(example = "LOGIN_DENIED", description = "The more exact name. More may come.") String type,
			@Schema(implementation = String.class, example = "failure", description = OUTCOME, allowableValues = {
					"success", "failure" }) Outcome outcome,
			@Schema(example = ID, description = "Id of the account that it concerns.") @Nullable UUID accountId,
			@Schema(example = "5b0c3a52-6f0e-4a7e-9a53-0d6a7a1c2f11",
					description = "Id of the session that it concerns.") @Nullable UUID sessionId,
			@Schema(example = "admin:helpdesk",
					description = "Who caused it, where it was not the request of the account's holder.") @Nullable String by,
			@Schema(example = "aa:bb:cc:dd:ee:ff",
					description = "Hardware address of the device that sent the request.") @Nullable String mac,
			@Schema(example = "198.51.100.7/32", description = "Network of that device.") @Nullable String network,
			@Schema(example = "WRONG_PASSCODE",
					description = "Why something was refused, or why a session ended. Of an admin key its name, of a webhook or a client its id.") @Nullable String reason,
			@Schema(example = "1",
					description = "How many events of this kind it stands for. More than 1 where refusals of a day were only counted.") long times,
			@Schema(example = "4711",
					description = "Its place in the chain of all events. Missing in the first second.") @Nullable Long seq){

		static AuditEventResponse of(AuditRecord it) {
			return new AuditEventResponse(it.eventId(), it.at(), it.event(), it.type().name(), it.outcome(),
					it.accountId(), it.sessionId(), it.by(), it.mac(), it.network(), it.reason(), it.times(), it.seq());
		}

	}

}
