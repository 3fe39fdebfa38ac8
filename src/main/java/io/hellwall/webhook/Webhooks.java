package io.hellwall.webhook;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import io.hellwall.audit.Actor;
import io.hellwall.audit.Event;
import io.hellwall.audit.EventName;
import io.hellwall.crypto.Boxes;
import io.hellwall.crypto.KeyFingerprint;
import io.hellwall.webhook.AddResult.Added;
import io.hellwall.webhook.AddResult.Refused;
import io.hellwall.webhook.Targets.ForbiddenTargetException;
import io.hellwall.webhook.TestResult.Accepted;
import io.hellwall.webhook.TestResult.Failed;
import io.hellwall.webhook.TestResult.NotFound;
import io.hellwall.webhook.WebhookSender.Round;
import io.hellwall.webhook.WebhookSender.Sent;

import org.springframework.stereotype.Service;

/** The webhooks: whom the service tells about events. */
@Service
public class Webhooks {

	private final WebhookRepository webhooks;

	private final Targets targets;

	private final WebhookSender sender;

	private final Boxes boxes;

	private final SecureRandom random;

	private final AuditedChange change;

	Webhooks(WebhookRepository webhooks, Targets targets, WebhookSender sender, Boxes boxes, SecureRandom random,
			AuditedChange change) {
		this.webhooks = webhooks;
		this.targets = targets;
		this.sender = sender;
		this.boxes = boxes;
		this.random = random;
		this.change = change;
	}

	/**
	 * Adds a webhook. It is told of events from now on.
	 * @param url as {@code https://example.org/hook}
	 * @param events what it is told of; empty for all events
	 * @param withEmail whether it is told the address of an account
	 */
	public AddResult add(String url, List<EventName> events, boolean withEmail, Actor by) {
		try {
			this.targets.target(url);
		}
		catch (IllegalArgumentException | ForbiddenTargetException ex) {
			return new Refused(String.valueOf(ex.getMessage()));
		}
		WebhookId id = new WebhookId(UUID.randomUUID());
		WebhookSecret secret = WebhookSecret.random(this.random);
		byte[] box = this.boxes.close(secret.bytes(), WebhookSender.place(id));
		String names = events.stream().map(EventName::value).distinct().collect(Collectors.joining(" "));
		this.change.make(Event.WEBHOOK_ADDED, by, id,
				(now) -> this.webhooks.add(id.value(), url, names, withEmail ? 1 : 0, box, now.toEpochMilli()));
		return new Added(id, secret);
	}

	/** All of them, the oldest first. */
	public List<WebhookView> list() {
		return this.webhooks.all().stream().map(Webhook::view).toList();
	}

	/** Encrypts all secrets with the active server key. */
	public void renewSecrets() {
		this.sender.renewSecrets();
	}

	/** How many secrets are encrypted with which server key. */
	public Map<KeyFingerprint, Long> secretsByKey() {
		return this.webhooks.all()
			.stream()
			.map((webhook) -> this.boxes.keyOf(webhook.secretBox(), WebhookSender.place(webhook.id())))
			.flatMap(Optional::stream)
			.collect(Collectors.groupingBy((key) -> key, Collectors.counting()));
	}

	/** Removes a webhook; false if there is none. */
	public boolean remove(WebhookId id, Actor by) {
		return this.change.make(Event.WEBHOOK_REMOVED, by, id, (now) -> this.webhooks.remove(id.value()));
	}

	/**
	 * Lets a webhook that was given up go on where it stopped; false if there is none.
	 */
	public boolean enable(WebhookId id, Actor by) {
		return this.change.make(Event.WEBHOOK_ENABLED, by, id, (now) -> this.webhooks.enable(id.value(), now));
	}

	/** Sends a webhook a message of the type {@code test}, and waits for the answer. */
	public TestResult test(WebhookId id) {
		return this.webhooks.findById(id.value()).<TestResult>map((webhook) -> {
			Sent sent;
			try (Round round = this.sender.round(webhook)) {
				sent = round.test();
			}
			return sent.accepted() ? new Accepted() : new Failed(String.valueOf(sent.reason()));
		}).orElseGet(NotFound::new);
	}

}
