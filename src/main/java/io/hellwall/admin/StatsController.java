package io.hellwall.admin;

import io.hellwall.account.AccountCounts;
import io.hellwall.account.AccountLists;
import io.hellwall.audit.AuditCounts;
import io.hellwall.session.AccountSessions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells how much the service has to do, for a widget on a home page. */
@RestController
@Tag(name = "Administration")
@SecurityRequirement(name = AdminGate.SCHEME)
class StatsController {

	private final AccountLists accounts;

	private final AccountSessions sessions;

	private final AuditCounts events;

	StatsController(AccountLists accounts, AccountSessions sessions, AuditCounts events) {
		this.accounts = accounts;
		this.sessions = sessions;
		this.events = events;
	}

	@Operation(operationId = "showStats", summary = "Show how much there is to do",
			description = "Counts accounts, live sessions, and the logins and refusals of the last 24 hours.",
			responses = @ApiResponse(responseCode = "200", description = "The counts."))
	@GetMapping(path = "/admin/stats", produces = MediaType.APPLICATION_JSON_VALUE)
	StatsResponse stats() {
		AccountCounts counts = this.accounts.count();
		return new StatsResponse(counts.total(), counts.active(), counts.disabled(), this.sessions.count(),
				this.events.logins(), this.events.refusals());
	}

	@Schema(description = "How much the service has to do.")
	record StatsResponse(@Schema(example = "120", description = "All accounts.") long accounts,
			@Schema(example = "117", description = "Accounts that may be used.") long activeAccounts,
			@Schema(example = "3", description = "Accounts that are disabled.") long disabledAccounts,
			@Schema(example = "204", description = "Sessions that live now.") long sessions,
			@Schema(example = "87", description = "Logins of the last 24 hours.") long logins,
			@Schema(example = "9",
					description = "Logins, passcodes and step-ups that were refused in the last 24 hours to"
							+ " somebody who named an account that exists.") long refusals) {
	}

}
