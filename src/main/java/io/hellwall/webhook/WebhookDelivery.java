package io.hellwall.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import io.hellwall.audit.Actor;
import io.hellwall.audit.AuditRecord;
import io.hellwall.audit.AuditTrail;
import io.hellwall.audit.Event;
import io.hellwall.webhook.WebhookSender.Round;
import io.hellwall.webhook.WebhookSender.Sent;
import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Tells each webhook what happened, in the order of the audit, one event after the other.
 * A node takes a webhook by moving its next attempt ahead, tells it of events, and moves
 * its position on after each. So no two nodes tell it of an event at once. If a node dies
 * between telling and moving, the event is told again: at least once, and perhaps more.
 */
@Component
class WebhookDelivery {

	private static final Logger logger = LoggerFactory.getLogger(WebhookDelivery.class);

	/** The wait after the first failure, the second one, and so on: three days in all. */
	static final List<Duration> WAITS = List.of(Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofMinutes(5),
			Duration.ofMinutes(30), Duration.ofHours(2), Duration.ofHours(5), Duration.ofHours(10),
			Duration.ofHours(14), Duration.ofHours(20), Duration.ofHours(24));

	/** Much longer than one call takes, or another node could call at the same time. */
	private static final Duration CLAIM = Duration.ofMinutes(3);

	/** Mostly there is nothing to do, so it is asked outside of transactions. */
	private static final String NEWEST_IF_DUE = """
			select coalesce(max(head_seq), 0) from audit_chain where exists (select 1 from webhook
				where disabled_at is null and next_attempt_at <= ? and position < audit_chain.head_seq)""";

	/** When a new chain has adopted all rows, so that those are not told again. */
	private static final String ANY_BEYOND = """
			select exists (select 1 from webhook cross join audit_chain
				where disabled_at is null and position > head_seq and adopted_until = 0)""";

	private static final Limit AT_ONCE = Limit.of(20);

	private static final int EVENTS_AT_ONCE = 100;

	private final WebhookRepository webhooks;

	private final AuditTrail trail;

	private final WebhookSender sender;

	private final AuditedChange change;

	private final InstantSource time;

	private final JdbcTemplate readers;

	private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

	/** A webhook that takes long holds up no other one. */
	private final Set<WebhookId> busy = ConcurrentHashMap.newKeySet();

	private volatile boolean secretsAreRenewed;

	private volatile boolean ending;

	WebhookDelivery(WebhookRepository webhooks, AuditTrail trail, WebhookSender sender, AuditedChange change,
			InstantSource time, @Qualifier("credsReaders") DataSource readers) {
		this.webhooks = webhooks;
		this.trail = trail;
		this.sender = sender;
		this.change = change;
		this.time = time;
		this.readers = new JdbcTemplate(readers);
	}

	@Scheduled(fixedRate = 1, timeUnit = TimeUnit.SECONDS)
	void deliverDue() {
		try {
			if (!this.secretsAreRenewed) {
				this.sender.renewSecrets();
				this.secretsAreRenewed = true;
			}
			comeBack();
			Long newest = this.readers.queryForObject(NEWEST_IF_DUE, Long.class, this.time.millis());
			if (this.ending || newest == null || newest == 0) {
				return;
			}
			for (Webhook webhook : this.webhooks.due(this.time.instant(), newest, AT_ONCE)) {
				if (this.busy.add(webhook.id())) {
					this.calls.execute(() -> deliverAlone(webhook));
				}
			}
		}
		catch (DataAccessException | TransactionException ex) {
			logger.debug("The store could not be asked for webhooks", ex);
		}
	}

	/**
	 * Without this, a webhook would be told nothing until a new chain is as long as the
	 * old one was.
	 */
	void comeBack() {
		if (Boolean.TRUE.equals(this.readers.queryForObject(ANY_BEYOND, Boolean.class))) {
			int some = this.webhooks.comeBack();
			if (some > 0) {
				logger.warn("{} webhooks were told of more events than the audit chain has: it was begun anew,"
						+ " or an older state was put back. They go on from its end", some);
			}
		}
	}

	private void deliverAlone(Webhook webhook) {
		try {
			deliver(webhook);
		}
		catch (DataAccessException | TransactionException ex) {
			logger.debug("A webhook was not moved on", ex);
		}
		finally {
			this.busy.remove(webhook.id());
		}
	}

	/** Tells a webhook of the next events, if no other node does. */
	void deliver(Webhook webhook) {
		Instant now = this.time.instant();
		Instant claimed = now.plus(CLAIM).truncatedTo(ChronoUnit.MILLIS);
		if (this.webhooks.claim(webhook.id().value(), webhook.position(), now, claimed) == 0) {
			return;
		}
		try (Round round = this.sender.round(webhook)) {
			deliver(webhook, round, claimed);
		}
	}

	private void deliver(Webhook webhook, Round round, Instant begun) {
		Instant claimed = begun;
		long position = webhook.position();
		long told = position;
		int attempts = webhook.attempts() + 1;
		for (AuditRecord event : this.trail.chained(position, EVENTS_AT_ONCE)) {
			if (this.ending) {
				break;
			}
			if (webhook.wants(event)) {
				Sent sent = round.tell(event);
				if (!sent.accepted()) {
					failed(webhook, position, told, (told > webhook.position()) ? 1 : attempts, claimed, sent);
					return;
				}
				told = seq(event);
				Instant longer = this.time.instant().plus(CLAIM).truncatedTo(ChronoUnit.MILLIS);
				if (this.webhooks.move(webhook.id().value(), position, told, 0, claimed, longer) == 0) {
					return; // It took so long that another node has it now, or it was
							// removed.
				}
				position = told;
				claimed = longer;
			}
			told = seq(event);
		}
		this.webhooks.move(webhook.id().value(), position, told, 0, claimed, this.time.instant());
	}

	/**
	 * Lets a webhook wait, or gives it up.
	 * @param told events up to here are told, or not for it
	 */
	private void failed(Webhook webhook, long position, long told, int attempts, Instant claimed, Sent sent) {
		Instant now = this.time.instant();
		if (sent.gone() || attempts > WAITS.size()) {
			if (this.change.make(Event.WEBHOOK_DISABLED, Actor.SERVICE, webhook.id(),
					(at) -> this.webhooks.disable(webhook.id().value(), claimed, at))) {
				logger.warn("Webhook {} is disabled: {}", webhook.id(), sent.reason());
			}
			return;
		}
		logger.info("Webhook {} waits after attempt {}: {}", webhook.id(), attempts, sent.reason());
		this.webhooks.move(webhook.id().value(), position, told, attempts, claimed, now.plus(WAITS.get(attempts - 1)));
	}

	private static long seq(AuditRecord event) {
		return (event.seq() != null) ? event.seq() : 0;
	}

	/** Lets calls end that are under way, before the store is closed. */
	@PreDestroy
	void finish() throws InterruptedException {
		this.ending = true;
		this.calls.shutdown();
		if (!this.calls.awaitTermination(5, TimeUnit.SECONDS)) {
			this.calls.shutdownNow();
		}
	}

}
