package io.hellwall.admin;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.hellwall.audit.Actor;
import io.hellwall.client.Client;
import io.hellwall.client.ClientId;
import io.hellwall.client.ClientName;
import io.hellwall.client.Clients;
import io.hellwall.client.NewClient;
import io.hellwall.http.Problems;
import io.hellwall.http.Refusal;
import io.hellwall.http.Refuses;
import io.hellwall.http.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Registers the systems that call {@code /oauth2/**}. */
@RestController
@Tag(name = "Administration")
@SecurityRequirement(name = AdminGate.SCHEME)
@RequestMapping(path = "/admin/clients", produces = MediaType.APPLICATION_JSON_VALUE)
class ClientsController {

	private final Clients clients;

	ClientsController(Clients clients) {
		this.clients = clients;
	}

	@Operation(operationId = "createClient", summary = "Register a client",
			description = "Registers a system that asks about tokens or ends their sessions at `/oauth2/introspect`"
					+ " and `/oauth2/revoke`. The secret is in this answer only.",
			responses = @ApiResponse(responseCode = "201", description = "The client is registered.",
					content = @Content(schema = @Schema(implementation = NewClientResponse.class)),
					headers = @Header(name = "Location", description = "Path of the new client.", required = true,
							schema = @Schema(type = "string", format = "uri-reference"))))
	@ResponseStatus(HttpStatus.CREATED)
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<NewClientResponse> create(@Valid @RequestBody NewClientRequest request, Actor by) {
		NewClient added = this.clients.add(request.name(), request.mayIntrospect(), request.mayRevoke(), by);
		return ResponseEntity.created(URI.create("/admin/clients/" + added.client().id()))
			.body(NewClientResponse.of(added));
	}

	@Operation(operationId = "listClients", summary = "List the clients",
			description = "Lists all registered clients, the oldest first.",
			responses = @ApiResponse(responseCode = "200", description = "The clients, without their secrets."))
	@GetMapping
	ClientsResponse list() {
		return new ClientsResponse(this.clients.list().stream().map(ClientResponse::of).toList());
	}

	@Operation(operationId = "deleteClient", summary = "Remove a client", description = "Removes a registered client.",
			responses = @ApiResponse(responseCode = "204",
					description = "The client is removed. Every request of it that starts from now on is refused.",
					content = @Content))
	@Refuses(Refusal.NOT_FOUND)
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@DeleteMapping(path = "/{id}",
			produces = { MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE })
	ResponseEntity<?> remove(@Parameter(description = "Id of the client.",
			example = "c0a81f5e-3b7d-4e2a-9d64-7f1b2c3d4e5f") @PathVariable UUID id, Actor by) {
		return this.clients.remove(new ClientId(id), by) ? ResponseEntity.noContent().build()
				: Problems.of(Refusal.NOT_FOUND);
	}

	@Schema(description = "A client to register.")
	record NewClientRequest(@NotNull(message = Required.MESSAGE) ClientName name,
			@Schema(description = "Whether it may call `/oauth2/introspect`.",
					example = "true") @NotNull(message = Required.MESSAGE) Boolean mayIntrospect,
			@Schema(description = "Whether it may call `/oauth2/revoke`.",
					example = "false") @NotNull(message = Required.MESSAGE) Boolean mayRevoke) {
	}

	@Schema(description = "A client that was just registered.")
	record NewClientResponse(ClientId id,
			@Schema(example = "hellwall_client_9b2d4c6f8a1e3057c9d1b3a5f7092846e8dac0b1f3d5970264a8cebd1f305792",
					description = "Its `client_secret`. It is not shown again.") String secret,
			ClientName name,
			@Schema(description = "Whether it may call `/oauth2/introspect`.", example = "true") boolean mayIntrospect,
			@Schema(description = "Whether it may call `/oauth2/revoke`.", example = "false") boolean mayRevoke,
			@Schema(example = "2026-11-22T12:00:00Z", description = "When it was registered.") Instant createdAt) {

		static NewClientResponse of(NewClient added) {
			Client it = added.client();
			return new NewClientResponse(it.id(), added.secret().text(), it.name(), it.mayIntrospect(), it.mayRevoke(),
					it.createdAt());
		}

		@Override
		public String toString() {
			return "NewClientResponse[redacted]";
		}

	}

	@Schema(description = "The registered clients.")
	record ClientsResponse(@Schema(description = "The oldest first.") List<ClientResponse> clients) {
	}

	@Schema(description = "A registered client, without its secret.")
	record ClientResponse(ClientId id, ClientName name,
			@Schema(description = "Whether it may call `/oauth2/introspect`.", example = "true") boolean mayIntrospect,
			@Schema(description = "Whether it may call `/oauth2/revoke`.", example = "false") boolean mayRevoke,
			@Schema(example = "2026-11-22T12:00:00Z", description = "When it was registered.") Instant createdAt) {

		static ClientResponse of(Client it) {
			return new ClientResponse(it.id(), it.name(), it.mayIntrospect(), it.mayRevoke(), it.createdAt());
		}

	}

}
