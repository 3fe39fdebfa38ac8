package io.hellwall.admin;

import java.time.LocalDate;
import java.util.List;

import io.hellwall.binding.BindingDay;
import io.hellwall.binding.BindingMode;
import io.hellwall.binding.BindingReport;
import io.hellwall.binding.NetworkBinding;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells the administrator what a stricter binding mode would cost. */
@RestController
@Tag(name = "Administration")
@SecurityRequirement(name = AdminGate.SCHEME)
class BindingReportController {

	private final BindingReport report;

	private final NetworkBinding bindings;

	BindingReportController(BindingReport report, NetworkBinding bindings) {
		this.report = report;
		this.bindings = bindings;
	}

	@Operation(operationId = "showBindingReport", summary = "Show what binding modes would have done",
			description = "Counts, for each day, the sessions in report mode that were used from another network than"
					+ " their token was given to. The counts are up to a minute old.",
			responses = @ApiResponse(responseCode = "200",
					description = "The latest 90 days on which that happened, the newest first."))
	@GetMapping(path = "/admin/binding-report", produces = MediaType.APPLICATION_JSON_VALUE)
	BindingReportResponse report() {
		return new BindingReportResponse(this.bindings.network(),
				this.report.days().stream().map(DayResponse::of).toList());
	}

	@Schema(description = "What the binding modes would have done with the sessions in report mode.")
	record BindingReportResponse(BindingMode mode,
			@Schema(description = "The days, the newest first.") List<DayResponse> days) {
	}

	@Schema(description = "One day, in UTC.")
	record DayResponse(@Schema(example = "2026-11-22", description = "The day.") LocalDate day,
			@Schema(example = "12",
					description = "Sessions that were used from another network.") long sessionsElsewhere,
			@Schema(example = "340", description = "Their requests from there.") long requestsElsewhere,
			@Schema(example = "12", description = "Sessions that `strict` would have refused.") long strictWouldRefuse,
			@Schema(example = "3", description = "Sessions that `prefix` would have refused.") long prefixWouldRefuse,
			@Schema(example = "3",
					description = "Sessions that `step-up` would have asked for a passcode.") long stepUpWouldAsk) {

		static DayResponse of(BindingDay day) {
			return new DayResponse(day.day(), day.sessions(), day.requests(), day.sessions(),
					day.sessionsBeyondPrefix(), day.sessionsBeyondPrefix());
		}

	}

}
