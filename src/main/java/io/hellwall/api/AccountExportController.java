package io.hellwall.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hellwall.account.Account;
import io.hellwall.account.AccountId;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.PhoneNumber;
import io.hellwall.audit.AuditRecord;
import io.hellwall.audit.Outcome;
import io.hellwall.binding.BindingMode;
import io.hellwall.device.Language;
import io.hellwall.device.MacAddress;
import io.hellwall.guess.SeenPlace;
import io.hellwall.http.Caller;
import io.hellwall.http.Problems;
import io.hellwall.http.Refusal;
import io.hellwall.http.Refuses;
import io.hellwall.selfservice.AccountExports;
import io.hellwall.selfservice.ExportResult.Busy;
import io.hellwall.selfservice.ExportResult.Denied;
import io.hellwall.selfservice.ExportResult.Exported;
import io.hellwall.selfservice.PersonalData;
import io.hellwall.session.OpenSession;
import io.hellwall.token.SessionId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Account")
class AccountExportController {

	private final AccountExports exports;

	AccountExportController(AccountExports exports) {
		this.exports = exports;
	}

	@Operation(operationId = "exportAccount", summary = "Export one's own data",
			description = "Hands out what is stored about the holder of the account. No hash and no key is part of it.",
			responses = @ApiResponse(responseCode = "200", description = "The data. All sessions are ended.",
					content = @Content(schema = @Schema(implementation = ExportResponse.class))))
	@Refuses({ Refusal.INVALID_CREDENTIALS, Refusal.BUSY })
	@PostMapping(path = "/account/export", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<?> export(@Valid @RequestBody HolderRequest request, Caller caller) {
		return caller.withDevice(request.mac(), request.ip(),
				(device) -> switch (this.exports.export(request.credentials(device))) {
					case Exported(PersonalData data) -> ResponseEntity.ok(ExportResponse.of(data));
					case Denied denied -> Problems.of(Refusal.INVALID_CREDENTIALS);
					case Busy busy -> Problems.of(Refusal.BUSY);
				});
	}

	@Schema(description = "What is stored about the holder of an account.")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record ExportResponse(AccountId accountId, EmailAddress email, @Nullable PhoneNumber phone,
			@Nullable BindingMode binding, @Schema(implementation = String.class, example = "fr", allowableValues = {
					"en", "fr", "ar", "de", "es" },
					description = "What the mails of the account are written in; absent before it was chosen.") @Nullable Language language,
			@Schema(example = "2026-11-22T12:00:00Z", description = "When the account was created.") Instant createdAt,
			@Schema(description = "The sessions that this call ended, newest first.") List<ExportedSession> sessions,
			@Schema(description = "Devices and networks that the account logged in from lately.") List<ExportedPlace> places,
			@Schema(description = "What was recorded about the account: the newest 1000 events, newest first.") List<ExportedEvent> events){

		static ExportResponse of(PersonalData data) {
			Account account = data.account();
			return new ExportResponse(account.id(), account.email(), account.phone(), account.binding(),
					account.language(), account.createdAt(), data.sessions().stream().map(ExportedSession::of).toList(),
					data.places().stream().map(ExportedPlace::of).toList(),
					data.events().stream().map(ExportedEvent::of).toList());
		}

	}

	@Schema(description = "A login of the account on a device.")
	record ExportedSession(SessionId id, MacAddress mac,
			@Schema(example = "198.51.100.7/32", description = "Network that its tokens were bound to.") String network,
			@Schema(example = "2026-11-22T12:00:00Z", description = "When the device logged in.") Instant openedAt,
			@Schema(example = "2026-11-22T12:45:00Z",
					description = "When the session was last used. May lag by some minutes.") Instant lastSeenAt) {

		static ExportedSession of(OpenSession it) {
			return new ExportedSession(it.id(), it.mac(), it.network(), it.openedAt(), it.lastSeenAt());
		}

	}

	@Schema(description = "A device and network that the account logged in from.")
	record ExportedPlace(MacAddress mac,
			@Schema(example = "198.51.100.7/32", description = "Network of the device.") String network,
			@Schema(example = "2026-11-22T12:00:00Z", description = "When it last did.") Instant seenAt) {

		static ExportedPlace of(SeenPlace it) {
			return new ExportedPlace(it.mac(), it.network().toString(), it.seenAt());
		}

	}

	@Schema(description = "Something that happened to the account.")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record ExportedEvent(@Schema(example = "2026-11-22T12:00:00Z", description = "When it happened.") Instant at,
			@Schema(example = "authn_login_success",
					description = "Its name in the OWASP logging vocabulary.") String event,
			@Schema(example = "LOGIN_GRANTED", description = "The more exact name. More may come.") String type,
			@Schema(implementation = String.class, example = "success", description = "How it went.",
					allowableValues = {
							"success", "failure" }) Outcome outcome,
			@Schema(example = "5b0c3a52-6f0e-4a7e-9a53-0d6a7a1c2f11",
					description = "Id of the session that it concerns.") @Nullable UUID sessionId,
			@Schema(example = "aa:bb:cc:dd:ee:ff",
					description = "Hardware address of the device that sent the request.") @Nullable String mac,
			@Schema(example = "198.51.100.7/32", description = "Network of that device.") @Nullable String network,
			@Schema(example = "WRONG_PASSCODE",
					description = "Why something was refused, or why a session ended.") @Nullable String reason,
			@Schema(example = "1",
					description = "How many events of this kind it stands for. More than 1 where refusals of a day were only counted.") long times){

		static ExportedEvent of(AuditRecord it) {
			return new ExportedEvent(it.at(), it.event(), it.type().name(), it.outcome(), it.sessionId(), it.mac(),
					it.network(), it.reason(), it.times());
		}

	}

}
