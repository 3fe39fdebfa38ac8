package io.hellwall.webhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import javax.net.ssl.SSLContext;

import io.hellwall.account.Account;
import io.hellwall.account.AccountId;
import io.hellwall.account.Accounts;
import io.hellwall.audit.AuditRecord;
import io.hellwall.crypto.Boxes;
import io.hellwall.webhook.Targets.ForbiddenTargetException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/** Sends messages to webhooks, and knows what their answers mean. */
@Component
class WebhookSender {

	private final WebhookRepository webhooks;

	private final Targets targets;

	private final Boxes boxes;

	private final Accounts accounts;

	private final JsonMapper json;

	private final InstantSource time;

	private final Duration timeout;

	WebhookSender(WebhookRepository webhooks, Targets targets, Boxes boxes, Accounts accounts, JsonMapper json,
			InstantSource time, WebhookProperties properties) {
		this.webhooks = webhooks;
		this.targets = targets;
		this.boxes = boxes;
		this.accounts = accounts;
		this.json = json;
		this.time = time;
		this.timeout = properties.timeout();
	}

	/**
	 * Begins to call a webhook. Nothing is looked up and nobody is called before there is
	 * something to tell.
	 */
	Round round(Webhook webhook) {
		return new Round(webhook);
	}

	private WebhookMessage message(Webhook webhook, AuditRecord event) {
		UUID account = event.accountId();
		Optional<String> email = (webhook.withEmail() && account != null)
				? this.accounts.find(new AccountId(account)).map(Account::email).map((it) -> it.value())
				: Optional.empty();
		return WebhookMessage.of(event, email.orElse(null));
	}

	/** Encrypts all secrets with the active server key, so that older ones can go. */
	void renewSecrets() {
		for (Webhook webhook : this.webhooks.all()) {
			byte[] box = webhook.secretBox();
			String place = place(webhook.id());
			if (!this.boxes.isOfActiveKey(box, place)) {
				this.boxes.open(box, place)
					.ifPresent((secret) -> this.webhooks.renewBox(webhook.id().value(), box,
							this.boxes.close(secret, place)));
			}
		}
	}

	/** Where the secret of a webhook is kept, for {@link Boxes}. */
	static String place(WebhookId id) {
		return "webhook " + id;
	}

	/**
	 * Messages to one webhook, one after the other, over the same connection where the
	 * receiver keeps it. The host is looked up once.
	 */
	final class Round implements AutoCloseable {

		private final Webhook webhook;

		private @Nullable WebhookCall call;

		private Round(Webhook webhook) {
			this.webhook = webhook;
		}

		/** Tells the webhook of an event. */
		Sent tell(AuditRecord event) {
			return send("msg_" + event.eventId(), message(this.webhook, event));
		}

		/** Sends a message that stands for no event. */
		Sent test() {
			Instant now = WebhookSender.this.time.instant();
			return send("msg_test_" + now.toEpochMilli(), WebhookMessage.test(now));
		}

		private Sent send(String id, WebhookMessage message) {
			Optional<WebhookSecret> secret = WebhookSender.this.boxes
				.open(this.webhook.secretBox(), place(this.webhook.id()))
				.map(WebhookSecret::new);
			if (secret.isEmpty()) {
				return Sent.failed("its secret was encrypted with another server key");
			}
			byte[] body = WebhookSender.this.json.writeValueAsString(message).getBytes(StandardCharsets.UTF_8);
			Instant now = WebhookSender.this.time.instant();
			Map<String, String> headers = Map.of("webhook-id", id, "webhook-timestamp",
					Long.toString(now.getEpochSecond()), "webhook-signature", secret.get().signature(id, now, body));
			try {
				return Sent.answered(call().post(body, headers));
			}
			catch (ForbiddenTargetException | IOException | NoSuchAlgorithmException | IllegalArgumentException ex) {
				return Sent.failed(String.valueOf(ex.getMessage()));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return Sent.failed("the service stops");
			}
		}

		private WebhookCall call() throws ForbiddenTargetException, NoSuchAlgorithmException {
			WebhookCall open = this.call;
			if (open == null) {
				// The first one reads the certificates of all authorities.
				open = new WebhookCall(WebhookSender.this.targets.target(this.webhook.url()),
						WebhookSender.this.timeout, SSLContext.getDefault());
				this.call = open;
			}
			return open;
		}

		@Override
		public void close() {
			if (this.call != null) {
				this.call.close();
			}
		}

	}

	/**
	 * What became of a message.
	 *
	 * @param accepted whether the receiver has it
	 * @param gone whether the receiver wants no more, for ever
	 * @param reason why it was not accepted
	 */
	record Sent(boolean accepted, boolean gone, @Nullable String reason) {

		private static final int GONE = 410;

		/** Any status of success means yes; a redirect does not. */
		static Sent answered(int status) {
			return (status >= 200 && status < 300) ? new Sent(true, false, null)
					: new Sent(false, status == GONE, "it answered " + status);
		}

		static Sent failed(String reason) {
			return new Sent(false, false, reason);
		}

	}

}
