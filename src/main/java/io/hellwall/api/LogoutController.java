package io.hellwall.api;

import io.hellwall.http.Caller;
import io.hellwall.session.Sessions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Tokens")
class LogoutController {

	private final Sessions sessions;

	LogoutController(Sessions sessions) {
		this.sessions = sessions;
	}

	@Operation(operationId = "logout", summary = "Log out",
			description = "Ends the session of the token. Answers 204 as well when there is no such session.",
			responses = @ApiResponse(responseCode = "204", description = "The session is ended, or there was none.",
					content = @Content))
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@PostMapping(path = "/logout", consumes = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<?> logout(@Valid @RequestBody TokenRequest request, Caller caller) {
		return caller.withDevice(request.mac(), request.ip(), (device) -> {
			this.sessions.logout(request.token(), device);
			return ResponseEntity.noContent().build();
		});
	}

}
