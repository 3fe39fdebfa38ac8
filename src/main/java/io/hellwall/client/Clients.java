package io.hellwall.client;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.hellwall.audit.Actor;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Registers, removes and recognises clients. */
@Service
public class Clients {

	/** Compared where there is no client. No secret has this hash. */
	private static final byte[] NOBODYS = new byte[32];

	private final ClientRepository clients;

	private final Audit audit;

	private final SecureRandom random;

	private final InstantSource time;

	Clients(ClientRepository clients, Audit audit, SecureRandom random, InstantSource time) {
		this.clients = clients;
		this.audit = audit;
		this.random = random;
		this.time = time;
	}

	/** Registers a client, with a new id and a new secret. */
	@Transactional
	public NewClient add(ClientName name, boolean mayIntrospect, boolean mayRevoke, Actor by) {
		ClientSecret secret = ClientSecret.random(this.random);
		Instant now = Instant.ofEpochMilli(this.time.millis());
		Client client = new Client(new ClientId(UUID.randomUUID()), name, mayIntrospect, mayRevoke, now);
		this.clients.add(client.id().value(), name.value(), secret.hash(), mayIntrospect ? 1 : 0, mayRevoke ? 1 : 0,
				now.toEpochMilli());
		this.audit.append(Entry.of(Event.CLIENT_ADDED).by(by).about(client.id().toString()));
		return new NewClient(client, secret);
	}

	/**
	 * Removes a client. It is refused in every request that starts afterwards.
	 * @return false if there is no such client
	 */
	@Transactional
	public boolean remove(ClientId id, Actor by) {
		boolean removed = this.clients.remove(id.value()) > 0;
		if (removed) {
			this.audit.append(Entry.of(Event.CLIENT_REMOVED).by(by).about(id.toString()));
		}
		return removed;
	}

	/** All clients, the oldest first. */
	public List<Client> list() {
		return this.clients.all().stream().map(StoredClient::toClient).toList();
	}

	/**
	 * The client with this id, if that is its secret. The store is asked each time, so
	 * that a removed client is refused at once on every node.
	 */
	public Optional<Client> find(ClientId id, ClientSecret secret) {
		Optional<StoredClient> stored = this.clients.findById(id.value());
		boolean same = MessageDigest.isEqual(secret.hash(), stored.map(StoredClient::hash).orElse(NOBODYS));
		return same ? stored.map(StoredClient::toClient) : Optional.empty();
	}

}
